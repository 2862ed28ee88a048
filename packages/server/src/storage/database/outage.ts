import type { UndoneError } from '../port/errors.js';

/** Is told how an outage goes on. */
export interface OutageListener {
  began?(cause: UndoneError): void;
  /** It was looked at once more since the outage began, in vain. */
  lasts?(): void;
  ended?(): void;
}

/** Watches whether a database can be used, so that nobody has to wait to find out. */
export interface Watch {
  /** What keeps it from being used; undefined while nothing does. */
  outage(): UndoneError | undefined;
  /** Looks at it at once, since somebody had trouble with it. */
  look(): void;
  subscribe(listener: OutageListener): void;
}
