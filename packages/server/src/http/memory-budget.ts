/** Memory that is shared by what is going on at the same time, counted in bytes. */
export interface MemoryBudget {
  /**
   * Takes so many bytes; waits for them where others have them, in the order in which it was asked. What is larger than all
   * there is gets all of it.
   * @throws OutOfMemory where it would take too long.
   */
  take(bytes: number): Promise<void> | undefined;
  /** Takes them although they may not be there. */
  force(bytes: number): void;
  giveBack(bytes: number): void;
  /** How many bytes are waited for. */
  waitedFor(): number;
  /** How many bytes are taken. */
  taken(): number;
  /** Counts a refusal, and makes its error. */
  refuse(): OutOfMemory;
  /** How many were refused so far. */
  refused(): number;
}

/** There is no memory left for an answer, and there was none for a while. */
export class OutOfMemory extends Error {
  readonly code = 'OUT_OF_MEMORY';
}

interface Waiting {
  bytes: number;
  admit(): void;
}

/** A budget of so many bytes, for which nobody waits longer than so many milliseconds. docs/decisions/0074 */
export function memoryBudget(options: { bytes: number; patience: number }): MemoryBudget {
  const queue = new Set<Waiting>();
  let taken = 0;
  let waitedFor = 0;
  let refused = 0;

  function refuse(): OutOfMemory {
    refused += 1;
    return new OutOfMemory();
  }

  const fits = (bytes: number) => taken === 0 || taken + bytes <= options.bytes;

  function leave(waiting: Waiting): void {
    queue.delete(waiting);
    waitedFor -= waiting.bytes;
  }

  function wait(bytes: number): Promise<void> {
    return new Promise((resolve, reject) => {
      const timer = setTimeout(() => {
        leave(waiting);
        reject(refuse());
        // Whoever waits behind may need less.
        admitNext();
      }, options.patience);
      const waiting: Waiting = {
        bytes,
        admit() {
          clearTimeout(timer);
          leave(waiting);
          taken += bytes;
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
      waiting.admit();
    }
  }

  return {
    take(bytes) {
      if (queue.size > 0 || !fits(bytes)) return wait(bytes);
      taken += bytes;
      return undefined;
    },
    force(bytes) {
      taken += bytes;
    },
    giveBack(bytes) {
      taken -= bytes;
      admitNext();
    },
    waitedFor: () => waitedFor,
    taken: () => taken,
    refuse,
    refused: () => refused,
  };
}
