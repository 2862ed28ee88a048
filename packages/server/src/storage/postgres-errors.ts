import pg from 'pg';
import { ContentionError, UnavailableError } from './storage.js';

/**
 * What operators can mend, by SQLSTATE or by its first two characters, which are its class. PostgreSQL, appendix A.
 */
const remedies: Record<string, string> = {
  '08': 'the connection to the database broke',
  '25006': 'the database is read-only: name the primary in CLIENTELE_DATABASE_URL, not a standby',
  '28': 'the database refuses this user: check user and password in CLIENTELE_DATABASE_URL, and pg_hba.conf',
  '3D000': 'there is no such database: make it with createdb, or name another one in CLIENTELE_DATABASE_URL',
  '3F000': 'there is no schema to use: create it, or set search_path for this user',
  '42501': 'this user lacks rights: make it the owner of the database or of its schema',
  '53100': 'the disk of the database is full: make room on it',
  '53300': 'the database has no connection left: lower CLIENTELE_DATABASE_POOL, or raise max_connections',
  '53': 'the database has run out of a resource',
  '55P03': 'a lock was not to be had in time',
  '57014': 'a statement took too long',
  '57': 'the database is starting, stopping, or was stopped by its operator',
  '58': 'the database has a problem with its own files',
};

/** What a transaction that gave way to another one ends with. PostgreSQL 15, section 13.5 */
const contention = new Set(['40001', '40P01']);

/** Whether a connection is of no use after this error. */
export function isConnectionLost(error: unknown): boolean {
  return !(error instanceof pg.DatabaseError) || /^(?:08|57P)/.test(error.code ?? '');
}

/** An UnavailableError for what the database cannot do now; any other error as it is. */
export function translated(error: unknown): unknown {
  // Values that cannot be sent are a mistake of ours, not of the database.
  if (error instanceof TypeError || error instanceof RangeError || !(error instanceof Error)) return error;
  if (!(error instanceof pg.DatabaseError))
    return new UnavailableError(
      `the database cannot be reached (${reasonOf(error)}): is it running, and does CLIENTELE_DATABASE_URL name it?`,
      { cause: error },
    );
  const { code = '', message } = error;
  if (contention.has(code)) return new ContentionError(message, { cause: error });
  const remedy = remedies[code] ?? remedies[code.slice(0, 2)];
  return remedy === undefined ? error : new UnavailableError(`${remedy} (${message})`, { cause: error });
}

/** Where several addresses were tried, the first failure stands for all. */
function reasonOf(error: Error): string {
  const first: unknown = error instanceof AggregateError ? error.errors[0] : error;
  return first instanceof Error ? (first.message.split('\n')[0] ?? '') : String(first);
}
