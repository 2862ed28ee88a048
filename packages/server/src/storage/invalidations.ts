/** What was read of a tenant before now and may hold no longer. */
export type Outdated = { tenant: string } & (
  | { what: 'client'; clientId: string }
  | { what: 'resource servers' }
  | { what: 'everything' }
);

/** Carries the news of changes to all that keeps what it has read. docs/decisions/0040 */
export interface Invalidations {
  /** Tells of a change, once it is committed and before it is answered. */
  announce(outdated: Outdated): void;
  /** Whoever subscribes lets go of what it is told of at once. */
  subscribe(forget: (outdated: Outdated) => void): void;
}

/** The news within one process, where nobody else writes to the database. */
export function localInvalidations(): Invalidations {
  const subscribers: ((outdated: Outdated) => void)[] = [];
  return {
    announce(outdated) {
      for (const forget of subscribers) forget(outdated);
    },
    subscribe: (forget) => void subscribers.push(forget),
  };
}
