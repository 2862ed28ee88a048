// Runs the tables of the SDK, as it is published, on each version of Node that is supported, on Bun and on Deno; then
// ten thousand calls with random faults, on this Node. Arguments choose runtimes; how many calls, and which seed, may be said:
// npm run test:sdk -- 26 bun --calls 20000 --seed 7
import { spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { nodeOf } from './node-versions.mjs';
import { bunProgram, denoProgram } from './other-runtimes.mjs';

const cases = (name) => fileURLToPath(new URL(`../packages/sdk/test/cases/${name}`, import.meta.url));
const node = (version) => [version, { label: `Node ${version}`, find: () => nodeOf(version), flags: [] }];
const runtimes = new Map([
  ...['20.20', '22', '24', '26'].map(node),
  ['bun', { label: 'Bun', find: bunProgram, flags: [] }],
  ['deno', { label: 'Deno', find: denoProgram, flags: ['run', '--allow-all', '--no-config'] }],
]);

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: { calls: { type: 'string', default: '10000' }, seed: { type: 'string' } },
});
const unknown = positionals.filter((name) => !runtimes.has(name));
if (unknown.length > 0) {
  console.error(`no such runtime: ${unknown.join(', ')}; there are ${[...runtimes.keys()].join(', ')}`);
  process.exit(1);
}

const chosen = [...runtimes].filter(([name]) => positionals.length === 0 || positionals.includes(name));
const results = [...chosen.map(([, runtime]) => tablesOn(runtime)), randomFaults()];
for (const { line } of results) console.log(line);
process.exitCode = results.some(({ failed }) => failed) ? 1 : 0;

function tablesOn({ label, find, flags }) {
  const { program, exactly, why } = find();
  if (why !== undefined) return { line: `not run: ${label}, since ${why}`, failed: false };
  const { status, lines, sum } = run(program, [...flags, cases('run-tables.mjs')]);
  if (status !== 0) console.log(lines.filter((line) => !line.startsWith('ok ')).join('\n'));
  const full = `${label.split(' ')[0]} ${exactly}`;
  return {
    line: `${full}: ${sum?.passed ?? 0} passed, ${sum?.failed ?? 'broken off'} failed`,
    failed: status !== 0,
  };
}

function randomFaults() {
  const seed = values.seed === undefined ? [] : ['--seed', values.seed];
  const args = [cases('random-faults.mjs'), '--calls', values.calls, ...seed];
  const { status, lines, sum } = run(process.execPath, args);
  if (status !== 0) console.log(lines.join('\n'));
  const ends = Object.entries(sum?.ends ?? {}).map(([end, times]) => `${times} ${end}`);
  const line = `random faults, seed ${sum?.seed}: ${sum?.calls} calls, ${sum?.failed} failed; ${ends.join(', ')}`;
  return { line, failed: status !== 0 };
}

function run(program, args) {
  const { status, stdout } = spawnSync(program, args, {
    encoding: 'utf8',
    stdio: ['ignore', 'pipe', 'inherit'],
    maxBuffer: 2 ** 26,
  });
  const lines = stdout.trim().split('\n');
  const sum = lines.findLast((line) => line.startsWith('{'));
  return { status, lines, sum: sum && JSON.parse(sum) };
}
