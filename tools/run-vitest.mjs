// Runs tests and counts them.
import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('..', import.meta.url));

/** Whether a program of a package that is installed succeeds; what it starts as `node` is the same one. */
export function succeeds(script, args, node = process.execPath) {
  const { status } = spawnSync(node, [join(root, 'node_modules', script), ...args], {
    cwd: root,
    env: { ...process.env, PATH: `${dirname(node)}${delimiter}${process.env.PATH}` },
    stdio: 'inherit',
  });
  return status === 0;
}

/** The figures of a run; one that broke off, or missed a threshold, counts as one failure more. */
export function runVitest(args, node) {
  const folder = mkdtempSync(join(tmpdir(), 'clientele-test-'));
  const report = join(folder, 'report.json');
  const reporters = ['--reporter=default', '--reporter=json', `--outputFile.json=${report}`];
  const done = succeeds('vitest/vitest.mjs', ['run', ...reporters, ...args], node);
  const figures = figuresOf(report);
  rmSync(folder, { recursive: true });
  return { ...figures, failed: Math.max(figures.failed, done ? 0 : 1) };
}

export function sumOf(runs) {
  const sum = (key) => runs.reduce((total, run) => total + run[key], 0);
  return { passed: sum('passed'), failed: sum('failed'), notRun: sum('notRun') };
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
