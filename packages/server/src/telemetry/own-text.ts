/**
 * The beginning of a text, in memory of its own: what was cut out of a larger text keeps all of that in memory for as
 * long as it is kept itself (V8, sliced strings).
 */
export function ownText(text: string, maxLength: number): string {
  return Buffer.from(text.slice(0, maxLength), 'utf16le').toString('utf16le');
}
