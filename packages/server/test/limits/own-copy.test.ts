import { execFileSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { expect, it } from 'vitest';
import { ownCopy } from '../../src/limits/own-copy.js';

it('a text of its own is the beginning of another, letter for letter', () => {
  for (const text of ['', 'short', 'é日\u{1F511}', '\ud800 alone', 'long'.repeat(1000)])
    expect(ownCopy(text, 100)).toBe(text.slice(0, 100));
});

it('a text of its own does not keep in memory what it was cut out of', () => {
  const source = fileURLToPath(new URL('../../dist/limits/own-copy.js', import.meta.url));
  const program = `
    const { ownCopy } = await import(${JSON.stringify(source)});
    const kept = [];
    const before = process.memoryUsage().heapUsed;
    for (let n = 0; n < 500; n += 1) kept.push(ownCopy(Buffer.alloc(65536, String(n)).toString('latin1'), 500));
    gc();
    console.log(process.memoryUsage().heapUsed - before);`;
  const args = ['--expose-gc', '--input-type=module', '--eval', program];
  expect(Number(execFileSync(process.execPath, args, { encoding: 'utf8' }))).toBeLessThan(5_000_000);
});
