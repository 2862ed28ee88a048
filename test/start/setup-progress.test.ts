import { afterEach, describe, expect, it, vi } from 'vitest';
import { showProgress } from '../../tools/setup/progress.mjs';

/** An output that keeps what is written to it. */
function output(isTTY: boolean, columns = 20) {
  const written: string[] = [];
  return { isTTY, columns, write: (text: string) => written.push(text) > 0, text: () => written.join('') };
}

/** What stands on a terminal afterwards, where each line is rewritten from its beginning. */
function onScreen(text: string): string[] {
  const lines = text.split('\n').map((line) => line.split('\r\u001b[2K').at(-1) ?? '');
  return lines.at(-1) === '' ? lines.slice(0, -1) : lines;
}

describe('progress', () => {
  afterEach(() => vi.useRealTimers());

  it('is one line on a terminal, which is rewritten, fits into it, and is gone at the end', () => {
    vi.useFakeTimers();
    vi.stubEnv('TERM', 'xterm');
    const terminal = output(true);
    let status = 'one of very many packages';
    const progress = showProgress(() => status, terminal);
    vi.advanceTimersByTime(100);
    expect(onScreen(terminal.text())).toEqual(['one of very many pa']);
    status = 'two';
    vi.advanceTimersByTime(100);
    expect(onScreen(terminal.text())).toEqual(['two']);
    progress.announce('not needed here');
    progress.say('this stays');
    expect(onScreen(terminal.text())).toEqual(['this stays', 'two']);
    progress.end();
    vi.advanceTimersByTime(60_000);
    expect(onScreen(terminal.text())).toEqual(['this stays']);
    vi.unstubAllEnvs();
  });

  it('is a line now and then elsewhere', () => {
    vi.useFakeTimers();
    const file = output(false);
    const progress = showProgress(() => 'one of very many packages', file);
    progress.announce('begins');
    vi.advanceTimersByTime(20_000);
    progress.say('ends');
    progress.end();
    vi.advanceTimersByTime(60_000);
    expect(file.text().split('\n')).toEqual([
      'begins',
      'one of very many packages',
      'one of very many packages',
      'ends',
      '',
    ]);
  });
});
