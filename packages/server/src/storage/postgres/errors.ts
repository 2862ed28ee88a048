import pg from 'pg';
import { ContentionError, UnavailableError, UndoneError } from '../port/errors.js';

/**
 * What operators can fix, by SQLSTATE or by its first two characters, which are its class. PostgreSQL, appendix A.
 */
const remedies: Record<string, string> = {
  '08': 'the connection to the database was lost',
  '25P0': 'the database ended a transaction that took too long',
  '25006': 'the database is read-only: name the primary in CLIENTELE_DATABASE_URL, not a standby',
  '28': 'the database refuses this user: check user and password in CLIENTELE_DATABASE_URL, and pg_hba.conf',
  '3D000': 'there is no such database: make it with createdb, or name another one in CLIENTELE_DATABASE_URL',
  '3F000': 'there is no schema to use: create it, or set search_path for this user',
  '42501': 'this user lacks privileges: make it the owner of the database or of its schema',
  '53100': 'the disk of the database is full: make room on it',
  '53300': 'the database has no free connection: lower CLIENTELE_DATABASE_POOL, or raise max_connections',
  '53': 'the database has run out of a resource',
  '55P03': 'a lock could not be acquired in time',
  '57014': 'a statement took too long',
  '57': 'the database is starting, stopping, or was stopped by its operator',
  '58': 'the database has a problem with its own files',
};

/**
 * Codes with which a transaction ends that lost a conflict with another one, or whose statement could not be replanned,
 * and that can be retried. PostgreSQL 15, section 13.5
 */
const contention = new Set(['40001', '40P01', '25P02']);

/** Why a server cannot reach its database, by the code of the error. node:errors, node:tls */
const obstacles: Record<string, string> = {
  ENOTFOUND: 'its host name cannot be resolved: check the host in CLIENTELE_DATABASE_URL',
  EAI_AGAIN: 'its host name cannot be resolved now: check the host in CLIENTELE_DATABASE_URL, and DNS',
  ECONNREFUSED:
    'it refuses connections: check that it is running, and host and port in CLIENTELE_DATABASE_URL',
  ENOENT:
    'a file that CLIENTELE_DATABASE_URL names is not there: check sslrootcert, sslcert and sslkey, or the socket',
  ERR_TLS_CERT_ALTNAME_INVALID:
    'its certificate is for another host: use a host name in CLIENTELE_DATABASE_URL that the certificate contains',
  CERT_HAS_EXPIRED: 'its certificate has expired: renew it',
};

/** Codes of a certificate that leads to no authority that is trusted here. node:tls, "X509 certificate error codes" */
const untrusted = new Set([
  'DEPTH_ZERO_SELF_SIGNED_CERT',
  'SELF_SIGNED_CERT_IN_CHAIN',
  'UNABLE_TO_GET_ISSUER_CERT',
  'UNABLE_TO_GET_ISSUER_CERT_LOCALLY',
  'UNABLE_TO_VERIFY_LEAF_SIGNATURE',
]);

/** Whether a connection is of no use after this error. */
export function isConnectionLost(error: unknown): boolean {
  return !(error instanceof pg.DatabaseError) || /^(?:08|57P|25P0[34])/.test(error.code ?? '');
}

/** Whether a statement was prepared before a table changed that it reads. PostgreSQL, source of plancache.c */
export function isPlanOutdated(error: unknown): boolean {
  return error instanceof pg.DatabaseError && error.code === '0A000' && /cached plan/.test(error.message);
}

/** The setting that names a database, unless it was named by another one. */
const usualSetting = 'CLIENTELE_DATABASE_URL';

function naming(setting: string | undefined, text: string): string {
  return setting === undefined ? text : text.replaceAll(usualSetting, setting);
}

/**
 * An UnavailableError for what the database cannot do now, which names the setting that the database was named with;
 * any other error as it is.
 */
export function translated(error: unknown, setting?: string): unknown {
  // Values that cannot be sent are a mistake of ours, not of the database.
  if (error instanceof UnavailableError || !(error instanceof Error)) return error;
  if (error instanceof RangeError || error instanceof TypeError) return error;
  if (!(error instanceof pg.DatabaseError))
    return new UnavailableError(`the connection to the database was lost (${reasonOf(error)})`, {
      cause: error,
    });
  const { code = '', message } = error;
  if (contention.has(code)) return new ContentionError(message, { cause: error });
  const remedy = remedies[code] ?? remedies[code.slice(0, 4)] ?? remedies[code.slice(0, 2)];
  if (remedy === undefined) return error;
  const what = `${naming(setting, remedy)} (${message})`;
  return isConnectionLost(error)
    ? new UnavailableError(what, { cause: error })
    : new UndoneError(what, { cause: error });
}

/** A standby, or a primary that lets nobody write. */
export function readOnly(setting?: string): UndoneError {
  return new UndoneError(naming(setting, remedies['25006'] ?? ''));
}

/** What became of an attempt to connect, before anything was asked. */
export function unreachable(error: unknown, setting?: string): UndoneError {
  if (error instanceof UndoneError) return error;
  const known = translated(error, setting);
  const explained = error instanceof pg.DatabaseError && known instanceof UnavailableError;
  const message = explained
    ? known.message
    : `the database cannot be reached: ${naming(setting, obstacleOf(error))}`;
  return new UndoneError(message, { cause: error });
}

function obstacleOf(error: unknown): string {
  const first = firstOf(error instanceof Error ? error : new Error(String(error)));
  const code = 'code' in first && typeof first.code === 'string' ? first.code : '';
  if (untrusted.has(code))
    return 'its certificate is not trusted here: name the authority that signed it with sslrootcert=<file> in CLIENTELE_DATABASE_URL';
  if (first.message === 'The server does not support SSL connections')
    return 'it does not support TLS: turn it on there (ssl=on), or, if it is on this machine, set sslmode=disable in CLIENTELE_DATABASE_URL';
  if (first.message === 'timeout exceeded when trying to connect')
    return 'no pooled connection became free in time: raise CLIENTELE_DATABASE_POOL, or look for slow statements and locks there';
  return (
    obstacles[code] ??
    `${reasonOf(first)}: check that it is running, and host and port in CLIENTELE_DATABASE_URL`
  );
}

function reasonOf(error: Error): string {
  return firstOf(error).message.split('\n')[0] ?? '';
}

/** Where several addresses were tried, the first failure stands for all. */
function firstOf(error: Error): Error {
  const first: unknown = error instanceof AggregateError ? error.errors[0] : error;
  return first instanceof Error ? first : error;
}
