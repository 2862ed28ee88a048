// Runs every check there is and ends with a line of figures; arguments go to vitest.
import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { whyNoPostgres } from '../test/postgres/postgres-server.mjs';

const root = fileURLToPath(new URL('..', import.meta.url));
const modules = join(root, 'node_modules');
const folder = mkdtempSync(join(tmpdir(), 'clientele-test-'));

// The lines of the SDK that no test of its own reaches are counted, so its tests run apart.
const given = process.argv.slice(2);
const parts =
  given.length > 0
    ? [given]
    : [
        ['--project', 'sdk', '--coverage'],
        ['--project', '!sdk'],
      ];

const checks = [
  succeeds('@biomejs/biome/bin/biome', 'check', '.'),
  succeeds('typescript/bin/tsc', '-p', 'tsconfig.tests.json'),
];
const runs = parts.map((part, index) => tested(part, join(folder, `${index}.json`)));
rmSync(folder, { recursive: true });

const sum = (key) => runs.reduce((total, run) => total + run[key], 0);
const tests = { passed: sum('passed'), failed: sum('failed'), notRun: sum('notRun') };
// Formatting and types count as a check each.
const passed = tests.passed + checks.filter((done) => done).length;
const failed = tests.failed + checks.filter((done) => !done).length;
const noPostgres = whyNoPostgres();
if (noPostgres !== undefined) console.log(`not run: the tests on PostgreSQL, since ${noPostgres}`);
if (tests.notRun > 0) console.log(`not run: ${tests.notRun}`);
console.log(`${passed} passed, ${failed} failed`);
process.exitCode = failed === 0 ? 0 : 1;

/** The figures of a run; one that broke off, or missed a threshold, counts as one failure more. */
function tested(args, report) {
  const reporters = ['--reporter=default', '--reporter=json', `--outputFile.json=${report}`];
  const done = succeeds('vitest/vitest.mjs', 'run', ...reporters, ...args);
  const figures = figuresOf(report);
  return { ...figures, failed: Math.max(figures.failed, done ? 0 : 1) };
}

function succeeds(script, ...args) {
  const { status } = spawnSync(process.execPath, [join(modules, script), ...args], {
    cwd: root,
    stdio: 'inherit',
  });
  return status === 0;
}

function figuresOf(report) {
  try {
    const { numPassedTests, numFailedTests, numPendingTests, numTodoTests } = JSON.parse(
      readFileSync(report, 'utf8'),
    );
    return { passed: numPassedTests, failed: numFailedTests, notRun: numPendingTests + numTodoTests };
  } catch {
    return { passed: 0, failed: 0, notRun: 0 };
  }
}
