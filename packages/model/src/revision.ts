/** One change of a stored object: what it changed, and between which two times of the object's last change. */
export interface RecentChange {
  from: number;
  at: number;
  properties: readonly string[];
}

/** Where a stored object stands; times are milliseconds since the epoch. docs/decisions/0088 */
export interface Revision {
  createdAt: number;
  /** Differs after each change, and never goes back. */
  updatedAt: number;
  /** The last changes, oldest first. */
  changes: readonly RecentChange[];
}

/** How many changes are remembered with an object, and how many names of properties in all. */
const most = { changes: 10, names: 60 };

/** Where an object stands that is made now. */
export function firstRevision(now: number): Revision {
  return { createdAt: now, updatedAt: now, changes: [] };
}

/** Where an object stands after a change of these properties; one that changed nothing leaves it where it was. */
export function nextRevision(current: Revision, properties: readonly string[], now: number): Revision {
  if (properties.length === 0) return current;
  const { createdAt, updatedAt: from } = current;
  const updatedAt = Math.max(now, from + 1);
  return { createdAt, updatedAt, changes: newest([...current.changes, { from, at: updatedAt, properties }]) };
}

function newest(changes: readonly RecentChange[]): RecentChange[] {
  let names = 0;
  let first = changes.length;
  while (first > 0 && changes.length - first < most.changes) {
    names += changes[first - 1]?.properties.length ?? 0;
    if (names > most.names) break;
    first -= 1;
  }
  return changes.slice(first);
}

/** The properties that changed since a revision; undefined where that is not known any more. */
export function changedSince({ updatedAt, changes }: Revision, since: number): string[] | undefined {
  if (since === updatedAt) return [];
  const first = changes.findIndex(({ from }) => from === since);
  if (first === -1) return undefined;
  const later = changes.slice(first);
  const isWhole = later.every(({ at }, index) => at === (later[index + 1]?.from ?? updatedAt));
  return isWhole ? [...new Set(later.flatMap(({ properties }) => properties))].sort() : undefined;
}
