import { afterAll, describe, expect, it, vi } from 'vitest';
import { Checkout } from './checkout.js';

// Several set-ups at once take minutes on a busy machine.
vi.setConfig({ testTimeout: 300_000 });

const checkout = new Checkout();
afterAll(() => checkout.remove());

describe('two starts at the same time', () => {
  it('install once: the other waits, says so, and then works too', async () => {
    const installing = checkout.start();
    await installing.says(/Installing dependencies/);
    const waiting = checkout.start();
    await waiting.says(/Waiting for another start/);
    await Promise.all([installing, waiting].map((server) => server.says(/http:\/\/127\.0\.0\.1:\d+/)));
    expect(waiting.output).not.toContain('Installing dependencies');
    for (const server of [installing, waiting]) server.kill('SIGTERM');
    expect(await Promise.all([installing.ended, waiting.ended])).toEqual([
      { code: 0, signal: null },
      { code: 0, signal: null },
    ]);
  });
});
