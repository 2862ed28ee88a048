import type { InstanceKey } from './seal.js';
import type { Database } from './tables.js';

/** How a rotation tells how far it is. */
export interface RotationOptions {
  progress?: (done: { table: string; resealed: number }) => void;
}

/** What a rotation did. */
export interface Rotated {
  /** The key that the database is under now. */
  id: string;
  /** How many values were sealed anew, by table. */
  resealed: Record<string, number>;
  /** Secrets that are known as digests only, and stay comparable under the digest key of an earlier instance key. */
  earlierDigests: number;
}

/** Which instance key a database is under. */
export interface InstanceKeyState {
  /** The id of the key under which all that is new is sealed; undefined before the first start. */
  current: string | undefined;
  /** Keys that a rotation has begun to leave and not left entirely: a key file must still hold them. */
  leaving: string[];
}

export async function instanceKeyState(db: Database): Promise<InstanceKeyState> {
  throw new Error(`not built yet ${db}`);
}

export async function countEarlierSeals(db: Database): Promise<Record<string, number>> {
  throw new Error(`not built yet ${db}`);
}

export async function rotateInstanceKey(
  db: Database,
  keys: readonly [InstanceKey, ...InstanceKey[]],
  _options: RotationOptions,
): Promise<Rotated> {
  throw new Error(`not built yet ${db} ${keys}`);
}
