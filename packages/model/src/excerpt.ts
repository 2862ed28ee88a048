/** Cuts what a caller sent to a length that an error text may repeat. */
export function excerpt(sent: string, length = 60): string {
  if (sent.length <= length) return sent;
  return `${sent.slice(0, length).replace(/[\uD800-\uDBFF]$/, '')}…`;
}
