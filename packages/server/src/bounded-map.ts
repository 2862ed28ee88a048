/** Values by key, of which those unused for long are forgotten where there are too many. */
export interface BoundedMap<Value> {
  get(key: string): Value | undefined;
  set(key: string, value: Value): void;
  delete(key: string): void;
  clear(): void;
}

/**
 * A map of at most so many entries, so that no caller can make it grow. Entries are in two generations: what is used
 * moves to the younger one, and once that holds half of the limit, the older one is forgotten. Unlike in a list by last
 * use, a hit in the younger generation changes nothing.
 */
export function boundedMap<Value>(limit: number): BoundedMap<Value> {
  const half = Math.max(1, Math.floor(limit / 2));
  let younger = new Map<string, Value>();
  let older = new Map<string, Value>();

  function set(key: string, value: Value): void {
    if (younger.size >= half && !younger.has(key)) {
      older = younger;
      younger = new Map();
    }
    older.delete(key);
    younger.set(key, value);
  }

  return {
    get(key) {
      const value = younger.get(key);
      if (value !== undefined) return value;
      const kept = older.get(key);
      if (kept !== undefined) set(key, kept);
      return kept;
    },
    set,
    delete(key) {
      younger.delete(key);
      older.delete(key);
    },
    clear() {
      younger = new Map();
      older = new Map();
    },
  };
}
