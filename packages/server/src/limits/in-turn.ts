import { oneAtATime } from './one-at-a-time.js';

/** Runs steps of one key one after the other; each waits for its turn, but not for ever. */
export interface Turns {
  /** Runs a step once those before it have ended; throws what `late` makes where that takes too long, and never runs it. */
  take<Result>(key: string, step: () => Promise<Result>): Promise<Result>;
}

/** @param patience milliseconds that a step waits for its turn; @param late the error where they are over */
export function turns({ patience, late }: { patience: number; late: () => Error }): Turns {
  const inTurn = oneAtATime();
  return {
    take: (key, step) =>
      new Promise((resolve, reject) => {
        let isLate = false;
        const timer = setTimeout(() => {
          isLate = true;
          reject(late());
        }, patience);
        void inTurn(async () => {
          clearTimeout(timer);
          if (!isLate) await step().then(resolve, reject);
        }, key);
      }),
  };
}
