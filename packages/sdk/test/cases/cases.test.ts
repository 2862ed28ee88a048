// The tables of retries, signals, keys, hooks and errors, and a few hundred calls with random faults, on the Node of this
// run and with the SDK as it is published; `npm run test:sdk` runs them on others, and ten thousand calls.
import { spawn } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { test } from 'vitest';
import { finished } from '../../../../test/programs/finished.js';

/** What a program printed that must succeed: what failed, and its last line. */
async function ran(program: string, ...args: string[]) {
  const file = fileURLToPath(new URL(program, import.meta.url));
  const child = spawn(process.execPath, [file, ...args], { stdio: ['ignore', 'pipe', 'pipe'] });
  const { code, stdout, stderr } = await finished(child);
  const lines = stdout.trim().split('\n');
  const failed = lines.filter((line) => !line.startsWith('ok ')).slice(0, -1);
  return { code, failed: failed.join('\n') + stderr, sum: lines.at(-1) };
}

test.concurrent('every row of the tables holds', { timeout: 90_000 }, async ({ expect }) => {
  const { code, failed, sum } = await ran('run-tables.mjs');
  expect(failed).toBe('');
  expect(code).toBe(0);
  expect(JSON.parse(sum ?? '')).toMatchObject({ runtime: `Node ${process.versions.node}`, failed: 0 });
});

test.concurrent('calls with random faults and options end as they must', { timeout: 90_000 }, async ({
  expect,
}) => {
  const { code, failed, sum } = await ran('random-faults.mjs', '--calls', '400');
  expect(failed).toMatch(/^seed \d+$/);
  expect(code).toBe(0);
  expect(JSON.parse(sum ?? '')).toMatchObject({ calls: 400, failed: 0 });
});
