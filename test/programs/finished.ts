import type { ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { text } from 'node:stream/consumers';

/** What a program did that has ended. */
export interface Finished {
  code: number | null;
  stdout: string;
  stderr: string;
}

/** Waits until a program ends whose output is piped. */
export async function finished(child: ChildProcess): Promise<Finished> {
  const closed = once(child, 'close') as Promise<[number | null]>;
  const printed = [child.stdout, child.stderr].map((stream) => (stream ? text(stream) : ''));
  const [stdout = '', stderr = ''] = await Promise.all(printed);
  const [code] = await closed;
  return { code, stdout, stderr };
}
