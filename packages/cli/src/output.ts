import type { OperatorError } from '@clientele/server';

/** A command line that cannot be understood. */
export class UsageError extends Error {
  override readonly name = 'UsageError';
}

const operatorErrorCode: OperatorError['code'] = 'CLIENTELE_OPERATOR_ERROR';

/** Whether an error says in one line what is wrong and how to fix it; its class differs in each bundle of the server. */
export function isOperatorError(problem: unknown): problem is OperatorError {
  return problem instanceof Error && 'code' in problem && problem.code === operatorErrorCode;
}

/** Prints why a command failed, in one line for a known reason, and sets the exit code (docs/decisions/0053). */
export function fail(problem: unknown): void {
  clearProgress();
  const isKnown = problem instanceof UsageError || isOperatorError(problem);
  console.error(isKnown ? `clientele: ${problem.message}` : problem);
  process.exitCode = 1;
}

/** Prints a result: for people, or as one JSON object. */
export function print(result: object, { json, text }: { json: boolean | undefined; text: string }): void {
  clearProgress();
  process.stdout.write(json ? `${JSON.stringify(result)}\n` : `${text}\n`);
}

/** Shows the progress on a terminal; elsewhere it would only fill a log. */
export function progress(what: string): (rows: number) => void {
  let shown = 0;
  return (rows) => {
    if (rows - shown < 10_000) return;
    shown = rows;
    showProgress(`${what}: ${count(rows)} rows`);
  };
}

let progressIsShown = false;

/** Shows how far a command is, in one line that takes the place of the one before. */
export function showProgress(line: string): void {
  if (!process.stderr.isTTY) return;
  process.stderr.write(`${clearedLine}${line}`);
  progressIsShown = true;
}

/** Takes the line away again, before anything else is printed. */
export function clearProgress(): void {
  if (progressIsShown) process.stderr.write(clearedLine);
  progressIsShown = false;
}

/** To the beginning of the line, and all of it erased. ECMA-48, section 8.3.41 */
const clearedLine = '\r\u001b[2K';

/** A number as people read it. */
export function count(number: number): string {
  return number.toLocaleString('en-US');
}

/** A size as people read it (IEC 80000-13). */
export function size(bytes: number): string {
  const units = ['bytes', 'KiB', 'MiB', 'GiB', 'TiB'];
  const power = Math.min(Math.floor(Math.log2(Math.max(bytes, 1)) / 10), units.length - 1);
  return power === 0 ? `${bytes} bytes` : `${(bytes / 1024 ** power).toFixed(1)} ${units[power]}`;
}

/** How many rows there are over all tables. */
export function sum(rows: Record<string, number>): number {
  return Object.values(rows).reduce((total, one) => total + one, 0);
}
