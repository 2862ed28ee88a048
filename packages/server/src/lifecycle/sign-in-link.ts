import { join } from 'node:path';
import { writeDurably } from '../instance/durable-file.js';
import type { RunningServer } from './start.js';

/** Where the console is, and the link that signs in to it: itself, or the file that it is in. */
export interface ConsoleFacts {
  page: string;
  link?: { url: string } | { file: string } | undefined;
}

/**
 * Makes a link that signs in to the console, to be shown on a terminal; where there is none, it goes to a file that only the
 * owner reads, as output is often kept. docs/decisions/0124
 */
export function consoleFacts(
  { newSignInLink, consolePage: page, dataFolder }: RunningServer,
  { terminal }: { terminal: boolean },
): ConsoleFacts | undefined {
  if (page === undefined) return undefined;
  if (!newSignInLink) return { page };
  if (terminal) return { page, link: { url: newSignInLink() } };
  if (dataFolder === undefined) return { page };
  const file = join(dataFolder, 'console-sign-in-link');
  writeDurably(file, `${newSignInLink()}\n`, 0o600);
  return { page, link: { file } };
}

/** The line that shows a further link. */
export function furtherLink({ page, link }: ConsoleFacts): string {
  if (!link) return `Sign in to the console at ${page} with a client's id and secret.`;
  return 'url' in link
    ? `Sign in to the console, once and within 15 minutes: ${link.url}`
    : `A new link that signs in to the console is in ${link.file}`;
}
