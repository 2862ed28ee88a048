import type { BoundedMap } from '../../limits/bounded-map.js';
import type { Admit } from '../port/listing.js';
import { freezeAndWeigh } from './freeze-and-weigh.js';

/** What was read by key, kept until it is forgotten. */
export interface ReadCache<Value> {
  /** What is kept or being read; reads it where it is not, and where that is large, once it is admitted. */
  find(key: string, admit?: Admit): Promise<Value | undefined>;
  /** What is kept or being read. */
  kept(key: string): Promise<Value | undefined> | undefined;
  /** Reads from the database, whatever is cached. */
  read(key: string): Promise<Value | undefined>;
  forget(key: string): void;
}

/** What reads are kept in: running ones too. */
export type Reads<Value> = BoundedMap<Promise<Value | undefined>>;

/** What a cache works with besides what it reads. */
export interface ReadCacheOptions<Value> {
  /** Where reads are kept; several caches may share it. */
  reads: Reads<Value>;
  /** Whose reads these are, among all that share the place. */
  owner?: string;
  /** Whether news of changes by others arrives; without it, the cache is bypassed. */
  newsArrives: () => boolean;
  /** Called with the number of cached bytes whenever it grows. */
  grown?: ((bytes: number) => void) | undefined;
}

/**
 * Caches what `read` returns, frozen, since all callers share it. The running read is what is cached: an entry that is
 * invalidated during its read is not kept afterwards, so that nothing from before a change can come back after it.
 * Absence is not cached, since anybody may ask for anything. While news of changes does not arrive, the cache is bypassed.
 */
export function readCache<Value>(
  read: (key: string, admit?: Admit) => Promise<Value | undefined>,
  { reads, owner = '', newsArrives, grown }: ReadCacheOptions<Value>,
): ReadCache<Value> {
  const placeOf = (key: string) => `${owner} ${key}`;

  function readAnew(key: string, admit?: Admit): Promise<Value | undefined> {
    const place = placeOf(key);
    let bytes = 0;
    const reading = read(key, admit).then((value) => {
      bytes = freezeAndWeigh(value);
      return value;
    });
    if (!newsArrives()) return reading;
    reads.set(place, reading, 0);
    const isKept = () => reads.get(place) === reading;
    reading.then(
      (value) => {
        if (!isKept()) return;
        if (value === undefined) return reads.delete(place);
        reads.set(place, reading, bytes);
        grown?.(reads.bytes());
      },
      () => isKept() && reads.delete(place),
    );
    return reading;
  }

  const kept = (key: string) => (newsArrives() ? reads.get(placeOf(key)) : undefined);

  return {
    find: (key, admit) => kept(key) ?? readAnew(key, admit),
    kept,
    read: (key) => readAnew(key),
    forget: (key) => reads.delete(placeOf(key)),
  };
}
