/** Values by key, of which those unused for long are forgotten where there are too many, or too large ones. */
export interface BoundedMap<Value> {
  get(key: string): Value | undefined;
  /** Keeps a value of this size in bytes, unless it alone is too large to be kept. */
  set(key: string, value: Value, bytes: number): void;
  delete(key: string): void;
  clear(): void;
  /** How many bytes the values take together. */
  bytes(): number;
}

/** How much a map may hold. */
export interface MapLimit {
  entries: number;
  bytes: number;
}

interface Entry<Value> {
  value: Value;
  bytes: number;
}

interface Generation<Value> {
  entries: Map<string, Entry<Value>>;
  bytes: number;
}

/**
 * A map with a limit on entries and bytes, so that no caller can make it grow without bound. Entries are in two generations: what is
 * used moves to the younger one, and once that holds half of a limit, the older one is forgotten. Unlike in a list by
 * last use, a hit in the younger generation changes nothing.
 */
export function boundedMap<Value>(limit: MapLimit): BoundedMap<Value> {
  const half = { entries: Math.max(1, Math.floor(limit.entries / 2)), bytes: limit.bytes / 2 };
  let younger: Generation<Value> = { entries: new Map(), bytes: 0 };
  let older: Generation<Value> = { entries: new Map(), bytes: 0 };

  function put(key: string, entry: Entry<Value>): void {
    take(younger, key);
    take(older, key);
    if (younger.entries.size >= half.entries || younger.bytes + entry.bytes > half.bytes) {
      older = younger;
      younger = { entries: new Map(), bytes: 0 };
    }
    younger.entries.set(key, entry);
    younger.bytes += entry.bytes;
  }

  return {
    get(key) {
      const known = younger.entries.get(key);
      if (known) return known.value;
      const kept = older.entries.get(key);
      if (kept) put(key, kept);
      return kept?.value;
    },
    set(key, value, bytes) {
      if (bytes <= half.bytes) return put(key, { value, bytes });
      take(younger, key);
      take(older, key);
    },
    delete(key) {
      take(younger, key);
      take(older, key);
    },
    clear() {
      younger = { entries: new Map(), bytes: 0 };
      older = { entries: new Map(), bytes: 0 };
    },
    bytes: () => younger.bytes + older.bytes,
  };
}

function take<Value>(generation: Generation<Value>, key: string): void {
  const entry = generation.entries.get(key);
  if (!entry) return;
  generation.entries.delete(key);
  generation.bytes -= entry.bytes;
}
