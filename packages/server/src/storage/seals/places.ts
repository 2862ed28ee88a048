import type { Place } from '../../crypto/seal.js';

/** The columns that are sealed, with what identifies a row there; the tenant comes first. */
export const sealedColumns = {
  client_secrets: { column: 'sealed', key: ['tenant_id', 'client_id', 'id'] },
  connections: { column: 'sealed_options', key: ['tenant_id', 'id'] },
  resource_servers: { column: 'sealed_signing_secret', key: ['tenant_id', 'id'] },
  kept_answers: { column: 'sealed', key: ['tenant_id', 'caller_id', 'key_digest'] },
  signing_keys: { column: 'sealed_private_key', key: ['tenant_id', 'kid'] },
} as const;

/** A table with a sealed column. */
export type SealedTable = keyof typeof sealedColumns;

/** Where the sealed value of a row belongs. */
export function sealedPlace(table: SealedTable, tenant: string, ...row: readonly string[]): Place {
  return { tenant, table, row: row.join('/'), column: sealedColumns[table].column };
}

/** Where a sealed setting of the whole database belongs. */
export function settingPlace(name: string): Place {
  return { tenant: '', table: 'instance_settings', row: name, column: 'value' };
}
