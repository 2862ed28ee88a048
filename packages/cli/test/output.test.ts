import { afterEach, describe, expect, it, vi } from 'vitest';
import { fail, print, progress } from '../src/output.js';

/** What the command writes to its outputs, in order, where the error output is a terminal or not. */
function written(isTTY: boolean): string[] {
  const texts: string[] = [];
  const keep = (text: unknown) => texts.push(String(text)) > 0;
  vi.spyOn(process.stderr, 'write').mockImplementation(keep);
  vi.spyOn(process.stdout, 'write').mockImplementation(keep);
  vi.spyOn(console, 'error').mockImplementation((text) => void texts.push(`${text}\n`));
  Object.defineProperty(process.stderr, 'isTTY', { value: isTTY, configurable: true });
  return texts;
}

const isTTY = Object.getOwnPropertyDescriptor(process.stderr, 'isTTY');
afterEach(() => {
  vi.restoreAllMocks();
  process.exitCode = undefined;
  if (isTTY) Object.defineProperty(process.stderr, 'isTTY', isTTY);
});

const cleared = '\r\u001b[2K';

describe('progress', () => {
  it.each([
    ['a result', () => print({}, { json: false, text: 'Done.' }), 'Done.\n'],
    ['a refusal', () => fail('no room'), 'no room\n'],
  ])('is cleared on a terminal before %s', (_what, end, text) => {
    const texts = written(true);
    const show = progress('backed up');
    show(9_999);
    show(10_000);
    end();
    expect(texts).toEqual([`${cleared}backed up: 10,000 rows`, cleared, text]);
  });

  it('is not shown elsewhere, and nothing is cleared then', () => {
    const texts = written(false);
    progress('backed up')(10_000);
    print({}, { json: false, text: 'Done.' });
    expect(texts).toEqual(['Done.\n']);
  });
});
