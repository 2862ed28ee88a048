import type { AgeNotice, Authenticator, Expiring, ExpiryNotice } from '@clientele/model';
import type { Found, Listed, Window } from './listing.js';
import type { Period } from './stores.js';

/** A notice that was given, and to which client. */
export type GivenNotice = ExpiryNotice & { clientId: string };

/** What was not used for some time, and when it was used last, if ever since use is counted. */
export type Unused = Authenticator & { lastUsedAt?: number | undefined };

/** When secrets, keys and certificates of all clients of a tenant expire. docs/decisions/0121 */
export interface DeadlineStore {
  /** Those that expire in a period, soonest first; a secret that was retired is over with its expiry, and gone. */
  expiring(period: Required<Period>, window: Window): AsyncGenerator<Listed<Expiring>>;
  /** How many there are in a period, counting no further than `atMost`. */
  countExpiring(kind: Expiring['kind'], period: Required<Period>, atMost: number): Promise<number>;
  /**
   * Those that are older than a time and were not accepted since, by client; each call looks at some of them only. What other
   * servers counted in the last second is not in it.
   */
  unused(since: number, window: Window): Promise<Found<Unused>>;
  /**
   * Logs the notices that are due, of at most `limit` secrets and as many credentials: each once, whichever servers share the
   * storage. Returns what was logged, and whether there may be more.
   */
  giveNotice(limit: number): Promise<{ given: GivenNotice[]; more: boolean }>;
  /** Secrets that grow too old, of which something is still to be done, those first that are due longest. */
  successionsDue(limit: number, after?: DueSuccession): Promise<DueSuccession[]>;
}

/** A primary secret whose successor is due. */
export interface DueSuccession {
  clientId: string;
  secretId: string;
  /** Since when, in milliseconds since the epoch. */
  since: number;
}

/** What is due of secrets, inside a change. */
export interface ChangingDeadlines {
  /**
   * Takes it upon this change to do what is due of a secret, and says whether secrets can be read now; undefined where it
   * was done already.
   */
  takeSuccession(due: DueSuccession): Promise<'readable' | 'once' | undefined>;
  /** Logs that a secret of a client grows too old. */
  logAge(clientId: string, age: AgeNotice): Promise<void>;
}
