/** What one check found; where it is not `ok`, the message says how to fix it. docs/decisions/0053 */
export interface Finding {
  check: string;
  status: 'ok' | 'warn' | 'fail';
  message: string;
}

/** Something is as it should be. docs/decisions/0053 */
export function ok(check: string, message: string): Finding {
  return { check, status: 'ok', message };
}

/** Something works and deserves attention. docs/decisions/0053 */
export function warn(check: string, message: string): Finding {
  return { check, status: 'warn', message };
}

/** Something does not work, or is not safe. docs/decisions/0053 */
export function fail(check: string, message: string): Finding {
  return { check, status: 'fail', message };
}

/** Runs a check; what it throws is what it found. docs/decisions/0053 */
export async function checked(check: string, run: () => Promise<Finding[]> | Finding[]): Promise<Finding[]> {
  try {
    return await run();
  } catch (error) {
    const message = error instanceof Error ? error.message : String(error);
    return [fail(check, message.split('\n')[0] ?? '')];
  }
}
