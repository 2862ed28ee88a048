import { matching, type Parse, wholeNumber } from './value.js';

/** The two modes, each with its own defaults. */
export type Mode = 'development' | 'production';

/** One setting: all that parsing, `--help` and the documentation know of it. */
export interface Setting {
  /** The environment variable; the flag is its rest in kebab-case (docs/architecture.md, "Starting"). */
  name: `CLIENTELE_${string}`;
  /** The flag, where it is not that. */
  flag?: string;
  meaning: string;
  expected: string;
  /** What holds when nothing is given, written as it would be given. */
  fallback?: string | Record<Mode, string>;
  /** Whether the value must never be shown. */
  secret?: true;
  parse: Parse<unknown>;
}

/** What a number is expected to be, and how it is read. */
export function between(least: number, most: number, note = '') {
  return { expected: `a whole number from ${least} to ${most}${note}`, parse: wholeNumber(least, most) };
}

/** A text in one line. */
export const anyText = matching(/^[^\0\r\n]+$/);
