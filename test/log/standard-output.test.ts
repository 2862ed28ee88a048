import { spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { expect, it } from 'vitest';

const logger = fileURLToPath(new URL('../../packages/server/dist/telemetry/logger.js', import.meta.url));

/** The messages that a process of its own has written when it is over, however it ends. */
function written(script: string): string[] {
  const program = `
    import { createLogger, standardOutput } from ${JSON.stringify(logger)};
    const log = createLogger('info', standardOutput());
    ${script}`;
  const { stdout } = spawnSync(process.execPath, ['--input-type=module', '--eval', program], {
    encoding: 'utf8',
  });
  const lines = stdout.split('\n').filter((line) => line !== '');
  return lines.map((line) => (JSON.parse(line) as { msg: string }).msg);
}

it.each([
  ['by itself', ''],
  ['by process.exit', 'process.exit(0);'],
  ['by an exception that nobody caught', 'throw new Error("nobody caught it");'],
])('writes every line when the process ends %s', (_how, end) => {
  expect(written(`log.info('one'); log.info('two'); ${end}`)).toEqual(['one', 'two']);
});

it('writes a warning at once, with all lines before it', () => {
  const killed = `log.info('one'); log.warn('two'); process.kill(process.pid, 'SIGKILL');`;
  expect(written(killed)).toEqual(['one', 'two']);
});

it('writes other lines a moment later', () => {
  const waiting = `log.info('one'); setTimeout(() => process.kill(process.pid, 'SIGKILL'), 5000);`;
  expect(written(waiting)).toEqual(['one']);
});
