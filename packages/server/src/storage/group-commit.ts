interface Waiting<Entry, Result> {
  entry: Entry;
  resolve: (result: Result) => void;
  reject: (error: unknown) => void;
}

/** Writing holds up everything else, so under load it takes at most a third of the time. */
const restFactor = 2;
/** However slow the disk is, nobody waits for more than this to be written with others, in milliseconds. */
const longestRest = 10;

/**
 * Writes together what arrives within one turn of the event loop, and under load what arrives until the rest after the
 * last write is over: each caller waits until its entry is committed, and shares the wait for the disk with all others
 * of the moment. A write that fails, fails for each of them. docs/decisions/0041
 */
export function groupCommit<Entry, Result>(
  limit: number,
  write: (entries: readonly Entry[]) => Promise<readonly Result[]>,
): (entry: Entry) => Promise<Result> {
  let waiting: Waiting<Entry, Result>[] = [];
  let running = false;

  async function writeGroup(group: readonly Waiting<Entry, Result>[]): Promise<void> {
    try {
      const results = await write(group.map(({ entry }) => entry));
      for (const [n, { resolve, reject }] of group.entries()) {
        const result = results[n];
        if (result === undefined) reject(new Error('an entry was written without a result'));
        else resolve(result);
      }
    } catch (error) {
      for (const { reject } of group) reject(error);
    }
  }

  async function run(): Promise<void> {
    while (waiting.length > 0) {
      const begin = performance.now();
      const group = waiting.slice(0, limit);
      waiting = waiting.slice(limit);
      await writeGroup(group);
      // Whoever is alone has nobody to share with, and a full group has waited long enough.
      if (group.length > 1 && waiting.length < limit) await rest(performance.now() - begin);
    }
    running = false;
  }

  return (entry) =>
    new Promise((resolve, reject) => {
      waiting.push({ entry, resolve, reject });
      if (running) return;
      running = true;
      setImmediate(run);
    });
}

function rest(written: number): Promise<void> {
  return new Promise((resolve) => {
    setTimeout(resolve, Math.min(longestRest, written * restFactor));
  });
}
