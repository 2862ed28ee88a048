/** Two writers claimed the same name; `what` tells which uniqueness rule refused. */
export class ConflictError extends Error {
  override readonly name = 'ConflictError';
  constructor(
    readonly what: 'identifier' | 'client grant' | 'client' | 'connection',
    options?: ErrorOptions,
  ) {
    super(`this ${what} exists already`, options);
  }
}

/** A change refers to an object that is not (or no longer) there. */
export class AbsentError extends Error {
  override readonly name = 'AbsentError';
  constructor(readonly what: 'client' | 'resource server') {
    super(`this ${what} does not exist`);
  }
}

/** The storage cannot be used; the message is one line that says why and how to mend it. */
export class UnavailableError extends Error {
  override readonly name = 'UnavailableError';
}

/** Nothing of what was asked is done, for certain; any other UnavailableError leaves open whether a commit took place. */
export class UndoneError extends UnavailableError {}

/** A transaction had to give way to another one, and trying again is likely to succeed. */
export class ContentionError extends UndoneError {}

/** Another process holds the database for longer than a statement waits; later it will not. */
export class BusyError extends UndoneError {}
