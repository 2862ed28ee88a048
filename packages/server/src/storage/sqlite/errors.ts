import { BusyError, UnavailableError, UndoneError } from '../port/errors.js';

/** What operators can fix. SQLite, "Result and Error Codes" */
const remedies: Record<string, string> = {
  SQLITE_IOERR: 'the database file cannot be read or written: check its disk',
  SQLITE_CANTOPEN: 'the database file cannot be opened: check that it is there, and the rights of this user',
  SQLITE_READONLY: 'the database file is read-only: check the rights of this user, and the file system',
};

/** An UnavailableError for what the database file cannot do now; any other error as it is. */
export function sqliteError(error: unknown): unknown {
  if (!(error instanceof Error) || !('code' in error) || typeof error.code !== 'string') return error;
  if (error.code === 'SQLITE_FULL')
    return new UndoneError('the disk of the database is full: make room on it', { cause: error });
  if (error.code.startsWith('SQLITE_BUSY'))
    return new BusyError(
      `the database file is locked by another process: stop that process (${error.message})`,
      {
        cause: error,
      },
    );
  // Extended codes such as SQLITE_IOERR_WRITE say where it happened.
  const remedy = remedies[error.code.split('_', 2).join('_')];
  return remedy === undefined
    ? error
    : new UnavailableError(`${remedy} (${error.message})`, { cause: error });
}
