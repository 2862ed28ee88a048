/** What of a tenant was read before now and may be stale. */
export type Stale =
  | { what: 'client'; clientId: string }
  | { what: 'resource servers' }
  | { what: 'signing keys' }
  | { what: 'settings' }
  | { what: 'everything' };

/** News of a change; without a tenant it concerns all of them. */
export type NewsItem = (Stale & { tenant: string }) | { tenant: undefined; what: 'everything' };

/** Carries the news of changes to all that remember what they have read. docs/decisions/0040, 0055 */
export interface News {
  /** Announces a change, once it is committed and before it is answered. */
  announce(item: NewsItem): void;
  /** A subscriber drops what an item concerns at once; the returned function ends the subscription. */
  subscribe(forget: (item: NewsItem) => void): () => void;
  /** Whether news arrives. While it does not, caches are bypassed, and nothing is added to them. */
  isArriving(): boolean;
  /** Milliseconds after which, at most, a committed change is known to every server. */
  readonly bound: number;
}

/** The news within one process, where no other server writes to the database. */
export function localNews(): News {
  const subscribers = new Set<(item: NewsItem) => void>();
  return {
    announce(item) {
      for (const forget of subscribers) forget(item);
    },
    subscribe(forget) {
      subscribers.add(forget);
      return () => void subscribers.delete(forget);
    },
    isArriving: () => true,
    bound: 0,
  };
}
