import type { Expiring, ExpiryNotice } from '@clientele/model';
import type { Listed, Window } from './listing.js';
import type { Period } from './stores.js';

/** A notice that was given, and to which client. */
export type GivenNotice = ExpiryNotice & { clientId: string };

/** When secrets, keys and certificates of all clients of a tenant expire. docs/decisions/0121 */
export interface DeadlineStore {
  /** Those that expire in a period, soonest first; a secret that was retired is over with its expiry, and gone. */
  expiring(period: Required<Period>, window: Window): AsyncGenerator<Listed<Expiring>>;
  /** How many there are in a period, counting no further than `atMost`. */
  countExpiring(kind: Expiring['kind'], period: Required<Period>, atMost: number): Promise<number>;
  /**
   * Logs the notices that are due, of at most `limit` secrets and as many credentials: each once, whichever servers share the
   * storage. Returns what was logged, and whether there may be more.
   */
  giveNotice(limit: number): Promise<{ given: GivenNotice[]; more: boolean }>;
}
