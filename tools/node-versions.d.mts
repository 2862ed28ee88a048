/** The program of a version, as in `24`, and which one exactly; or why it cannot be had. */
export function nodeOf(version: string): { program: string; exactly: string } | { why: string };
