import { boundedMap } from '../bounded-map.js';

/** What was read by key, kept until it is forgotten. */
export interface ReadCache<Value> {
  /** What is kept or being read; reads it where it is not. */
  find(key: string): Promise<Value | undefined>;
  /** What is kept or being read. */
  kept(key: string): Promise<Value | undefined> | undefined;
  /** Reads anew, whatever is kept. */
  read(key: string): Promise<Value | undefined>;
  forget(key: string): void;
  clear(): void;
}

/**
 * Keeps what `read` answers, frozen, since all callers share it. It is the running read that is kept: what is forgotten while it
 * is read is not kept afterwards, so that nothing from before a change can come back after it. Absence is not kept,
 * since anybody may ask for anything. Where news of changes does not arrive, nothing is kept and nothing kept is answered.
 */
export function readCache<Value>(
  limit: number,
  read: (key: string) => Promise<Value | undefined>,
  newsArrives: () => boolean = () => true,
): ReadCache<Value> {
  const reads = boundedMap<Promise<Value | undefined>>(limit);

  function readAnew(key: string): Promise<Value | undefined> {
    const reading = read(key).then(deepFreeze);
    if (!newsArrives()) return reading;
    reads.set(key, reading);
    const drop = () => {
      if (reads.get(key) === reading) reads.delete(key);
    };
    reading.then((value) => value === undefined && drop(), drop);
    return reading;
  }

  const kept = (key: string) => (newsArrives() ? reads.get(key) : undefined);

  return {
    find: (key) => kept(key) ?? readAnew(key),
    kept,
    read: readAnew,
    forget: (key) => reads.delete(key),
    clear: () => reads.clear(),
  };
}

function deepFreeze<Value>(value: Value): Value {
  if (typeof value !== 'object' || value === null || Object.isFrozen(value)) return value;
  Object.freeze(value);
  for (const member of Object.values(value)) deepFreeze(member);
  return value;
}
