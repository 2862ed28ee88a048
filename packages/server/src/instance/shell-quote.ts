/** A word as a POSIX shell reads it back unchanged (POSIX.1-2017, Shell Command Language 2.2.2). */
export function shellQuote(word: string): string {
  return /^[\w./:@%+,=-]+$/.test(word) ? word : `'${word.replaceAll("'", `'\\''`)}'`;
}
