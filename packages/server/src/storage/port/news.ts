/** What was read before now and may hold no longer. Without a tenant it concerns all of them. */
export type Outdated =
  | ({ tenant: string } & (
      | { what: 'client'; clientId: string }
      | { what: 'resource servers' }
      | { what: 'signing keys' }
      | { what: 'everything' }
    ))
  | { tenant: undefined; what: 'everything' };

/** Carries the news of changes to all that keeps what it has read. docs/decisions/0040, 0055 */
export interface Invalidations {
  /** Tells of a change, once it is committed and before it is answered. */
  announce(outdated: Outdated): void;
  /** Whoever subscribes lets go of what it is told of at once. */
  subscribe(forget: (outdated: Outdated) => void): void;
  /** Whether news arrives. While it does not, nothing that is kept may be believed, and nothing may be kept. */
  arrive(): boolean;
  /** After so many milliseconds at most, a change that is committed is known wherever it matters. */
  readonly bound: number;
}

/** The news within one process, where nobody else writes to the database. */
export function localInvalidations(): Invalidations {
  const subscribers: ((outdated: Outdated) => void)[] = [];
  return {
    announce(outdated) {
      for (const forget of subscribers) forget(outdated);
    },
    subscribe: (forget) => void subscribers.push(forget),
    arrive: () => true,
    bound: 0,
  };
}
