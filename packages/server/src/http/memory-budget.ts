import { ServiceUnavailable } from './unavailable.js';

/** Memory that concurrent requests share, counted in bytes. */
export interface MemoryBudget {
  /**
   * Reserves bytes for a caller, first come, first served; waits while there is no room. A caller gets at most half of the
   * budget, unless for a single answer, so that no caller keeps all others waiting.
   * @throws OutOfMemory where it would take too long.
   */
  take(bytes: number, by: string): Promise<void> | undefined;
  /** Takes them although they may not be there. */
  force(bytes: number, by: string): void;
  release(bytes: number, by: string): void;
  /** How many bytes are waited for. */
  waitedFor(): number;
  /** How many bytes are taken. */
  taken(): number;
  /** Counts a refusal, and makes its error. */
  refuse(): OutOfMemory;
  /** How many were refused so far. */
  refused(): number;
}

/** No memory became free for an answer in time. */
export class OutOfMemory extends ServiceUnavailable {
  override readonly name = 'OutOfMemory';

  constructor() {
    super({ message: 'Too many large answers wait to be read; try again after the time in Retry-After.' });
  }
}

interface Waiting {
  bytes: number;
  by: string;
  admit(): void;
}

/** A budget in bytes; a wait for it is limited to `patience` milliseconds. docs/decisions/0074 */
export function memoryBudget(options: { bytes: number; patience: number }): MemoryBudget {
  const queue = new Set<Waiting>();
  let taken = 0;
  let waitedFor = 0;
  let refused = 0;

  function refuse(): OutOfMemory {
    refused += 1;
    return new OutOfMemory();
  }

  const shares = new Map<string, number>();

  const fits = (bytes: number) => taken === 0 || taken + bytes <= options.bytes;
  function fitsShare({ bytes, by }: Pick<Waiting, 'bytes' | 'by'>): boolean {
    const share = shares.get(by) ?? 0;
    return share === 0 || share + bytes <= options.bytes / 2;
  }

  function add(bytes: number, by: string): void {
    taken += bytes;
    const share = (shares.get(by) ?? 0) + bytes;
    if (share > 0) shares.set(by, share);
    else shares.delete(by);
  }

  function leave(waiting: Waiting): void {
    queue.delete(waiting);
    waitedFor -= waiting.bytes;
  }

  function wait(bytes: number, by: string): Promise<void> {
    return new Promise((resolve, reject) => {
      const timer = setTimeout(() => {
        leave(waiting);
        reject(refuse());
        // The next in line may need less.
        admitNext();
      }, options.patience);
      const waiting: Waiting = {
        bytes,
        by,
        admit() {
          clearTimeout(timer);
          leave(waiting);
          add(bytes, by);
          resolve();
        },
      };
      queue.add(waiting);
      waitedFor += bytes;
    });
  }

  function admitNext(): void {
    for (const waiting of queue) {
      if (!fits(waiting.bytes)) return;
      if (fitsShare(waiting)) waiting.admit();
    }
  }

  return {
    take(bytes, by) {
      const isFirst = [...queue].every((waiting) => !fitsShare(waiting));
      if (!isFirst || !fits(bytes) || !fitsShare({ bytes, by })) return wait(bytes, by);
      add(bytes, by);
      return undefined;
    },
    force: add,
    release(bytes, by) {
      add(-bytes, by);
      admitNext();
    },
    waitedFor: () => waitedFor,
    taken: () => taken,
    refuse,
    refused: () => refused,
  };
}
