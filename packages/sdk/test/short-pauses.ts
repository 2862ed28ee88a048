import { afterEach, beforeEach, vi } from 'vitest';

const TIMEOUT = 10_000;

/** Lets pauses between attempts pass fifty times as fast in the tests of a file; the timeout of an attempt stays. */
export function shortPauses(): void {
  beforeEach(() => {
    const { setTimeout } = globalThis;
    const sooner = (callBack: (...given: unknown[]) => void, delay = 0, ...given: unknown[]) =>
      setTimeout(callBack, delay === TIMEOUT ? delay : delay / 50, ...given);
    vi.stubGlobal('setTimeout', sooner);
  });
  afterEach(() => {
    vi.unstubAllGlobals();
  });
}
