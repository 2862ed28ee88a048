// Runs every check there is and ends with a line of figures; arguments go to vitest.
import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('..', import.meta.url));
const modules = join(root, 'node_modules');
const folder = mkdtempSync(join(tmpdir(), 'clientele-test-'));
const report = join(folder, 'report.json');

const checks = [
  succeeds('@biomejs/biome/bin/biome', 'check', '.'),
  succeeds('typescript/bin/tsc', '-p', 'tsconfig.tests.json'),
];
const tested = succeeds(
  'vitest/vitest.mjs',
  'run',
  '--reporter=default',
  '--reporter=json',
  `--outputFile.json=${report}`,
  ...process.argv.slice(2),
);
const tests = figures();
rmSync(folder, { recursive: true });

// Formatting and types count as a check each; a run that broke off counts as one failure more.
const passed = tests.passed + checks.filter((done) => done).length;
const failed = Math.max(tests.failed, tested ? 0 : 1) + checks.filter((done) => !done).length;
if (tests.notRun > 0) console.log(`not run: ${tests.notRun}`);
console.log(`${passed} passed, ${failed} failed`);
process.exitCode = failed === 0 ? 0 : 1;

function succeeds(script, ...args) {
  const { status } = spawnSync(process.execPath, [join(modules, script), ...args], {
    cwd: root,
    stdio: 'inherit',
  });
  return status === 0;
}

function figures() {
  try {
    const { numPassedTests, numFailedTests, numPendingTests, numTodoTests } = JSON.parse(
      readFileSync(report, 'utf8'),
    );
    return { passed: numPassedTests, failed: numFailedTests, notRun: numPendingTests + numTodoTests };
  } catch {
    return { passed: 0, failed: 0, notRun: 0 };
  }
}
