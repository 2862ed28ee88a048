// Runs the checks and ends with a line of figures; arguments go to vitest. What takes long has scripts of its own,
// which .ci/run calls too.
import { whyNoPostgres } from '../test/postgres/postgres-server.mjs';
import { runVitest, succeeds, sumOf } from './run-vitest.mjs';

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
  succeeds('@biomejs/biome/bin/biome', ['check', '.']),
  succeeds('typescript/bin/tsc', ['-p', 'tsconfig.tests.json']),
  succeeds('typescript/bin/tsc', ['-p', 'packages/console/tsconfig.json']),
];
const tests = sumOf(parts.map((part) => runVitest(part)));

// Formatting and types count as a check each.
const passed = tests.passed + checks.filter((done) => done).length;
const failed = tests.failed + checks.filter((done) => !done).length;
const noPostgres = whyNoPostgres();
if (noPostgres !== undefined) console.log(`not run: the tests on PostgreSQL, since ${noPostgres}`);
if (tests.notRun > 0) console.log(`not run: ${tests.notRun}`);
console.log(`${passed} passed, ${failed} failed`);
process.exitCode = failed === 0 ? 0 : 1;
