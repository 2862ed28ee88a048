import type { UndoneError } from '../port/errors.js';

/** Called as an outage goes on. */
export interface OutageListener {
  began?(cause: UndoneError): void;
  /** Another check failed since the outage began. */
  lasts?(): void;
  ended?(): void;
}

/** Knows whether a database can be used, so that no request has to wait to find out. */
export interface Watch {
  /** Why it cannot be used; undefined while it can. */
  outage(): UndoneError | undefined;
  /** Checks it at once, since a request failed on it. */
  look(): void;
  subscribe(listener: OutageListener): void;
}
