import {
  createSeal,
  digestKeyOf,
  type InstanceKey,
  type InstanceKeys,
  type Seal,
  sessionKeyOf,
} from '../../crypto/seal.js';

/** Returns the instance keys that there are now, first the one that a rotation goes to; may throw where it cannot. */
export type ReadInstanceKeys = () => InstanceKeys;

/** What is derived from one instance key. */
export interface HeldKey {
  seal: Seal;
  digestKey: Buffer;
  /** For digests of the tokens of sessions. */
  sessionKey: Buffer;
}

/** The instance keys that a server holds. docs/decisions/0050 */
export interface HeldKeys {
  /** The one that a rotation goes to. */
  first: HeldKey;
  /** Reads the keys again for one that is not known. */
  find(id: string): HeldKey | undefined;
}

/** Keys are added and never taken away, since what was read before a rotation is opened after it. */
export function holdKeys(readKeys: ReadInstanceKeys): HeldKeys {
  const held = new Map<string, HeldKey>();
  const hold = (key: InstanceKey): HeldKey => {
    const known = held.get(key.id) ?? {
      seal: createSeal(key),
      digestKey: digestKeyOf(key),
      sessionKey: sessionKeyOf(key),
    };
    held.set(key.id, known);
    return known;
  };
  const [first, ...others] = readKeys();
  const firstKey = hold(first);
  others.forEach(hold);
  return {
    first: firstKey,
    find(id) {
      if (!held.has(id)) readAgain(readKeys).forEach(hold);
      return held.get(id);
    },
  };
}

/** Keys that cannot be read now are those that were not found. */
function readAgain(readKeys: ReadInstanceKeys): readonly InstanceKey[] {
  try {
    return readKeys();
  } catch {
    return [];
  }
}
