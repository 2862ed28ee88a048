import { spentUntilName } from '../storage/counts/spent-until.js';

/** How a table is kept in a backup. */
export interface BackupTable {
  name: string;
  /** The columns of its primary key: pages follow it. */
  key: readonly string[];
  /** The column that says until when a row matters; rows past it are left out. */
  until?: string;
  /** The key of a row that is left out, since every restore makes its own. */
  madeByRestore?: string;
}

/**
 * Every table, in an order in which foreign keys hold. One that an earlier schema does not have yet is passed
 * over; one that is not named here is of a newer schema, and is refused. docs/decisions/0052
 */
export const backupTables: readonly BackupTable[] = [
  { name: 'instance_settings', key: ['name'], madeByRestore: spentUntilName },
  { name: 'clients', key: ['tenant_id', 'client_id'] },
  { name: 'client_secrets', key: ['tenant_id', 'client_id', 'id'] },
  { name: 'credentials', key: ['tenant_id', 'client_id', 'id'] },
  { name: 'resource_servers', key: ['tenant_id', 'id'] },
  { name: 'client_grants', key: ['tenant_id', 'id'] },
  { name: 'connections', key: ['tenant_id', 'id'] },
  { name: 'connection_clients', key: ['tenant_id', 'connection_id', 'client_id'] },
  { name: 'signing_keys', key: ['tenant_id', 'kid'] },
  { name: 'tenant_settings', key: ['tenant_id'] },
  { name: 'bootstrap_clients', key: ['tenant_id'] },
  { name: 'totals', key: ['tenant_id', 'list'] },
  { name: 'token_counts', key: ['tenant_id', 'client_id'] },
  // Without them, a restored server would accept assertions again that have been used.
  { name: 'assertion_replays', key: ['tenant_id', 'client_id', 'jti'], until: 'expires_at' },
  {
    name: 'usage_counts',
    key: ['tenant_id', 'client_id', 'credential_id', 'step', 'at', 'api', 'outcome'],
  },
  { name: 'usage_sources', key: ['tenant_id', 'client_id', 'credential_id', 'kind', 'value'] },
  { name: 'log_events', key: ['tenant_id', 'id'] },
];

/**
 * Tables that are left out: what is in them is over within minutes, or a day, which a backup should not outlast, or was true
 * of the servers of that time only. Nor does a restore bring back who was signed in. docs/decisions/0108, 0117, 0123
 */
export const passingTables: readonly string[] = [
  'failure_counts',
  'kept_answers',
  'kept_answer_bytes',
  'usage_observers',
  'usage_gaps',
  'console_sessions',
];

/** Tables that are left out, since they follow from the others; those that begin so belong to them. docs/decisions/0086 */
export const derivedTables: readonly string[] = ['client_search', 'client_metadata'];

/** The table that holds the log, which a backup may leave out (docs/architecture.md, "The log"). */
export const logTable = 'log_events';
