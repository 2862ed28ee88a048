/**
 * The beginning of a text that a request holds, as a string of its own. What is cut off a string keeps all of it in
 * memory, and a request is much longer than the part of it that is kept.
 */
export function ownCopy(text: string, maxLength: number): string {
  return Buffer.from(text.slice(0, maxLength), 'utf16le').toString('utf16le');
}
