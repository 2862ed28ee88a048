import { type Kysely, sql } from 'kysely';
import type { Tables } from '../tables.js';

/** What the log is searched by; entries that are there already get the values from what they say. */
export async function up(db: Kysely<Tables>): Promise<void> {
  const { schema } = db;
  for (const column of ['client_id', 'concerned_client_id', 'request_id'])
    await schema.alterTable('log_events').addColumn(column, 'text').execute();
  await fillColumns(db);
  const indexes = {
    log_events_by_date: ['tenant_id', 'created_at', 'id'],
    log_events_by_client: ['tenant_id', 'client_id', 'created_at', 'id'],
    log_events_by_request: ['tenant_id', 'request_id'],
  };
  for (const [name, columns] of Object.entries(indexes))
    await schema.createIndex(name).on('log_events').columns(columns).execute();
  // Successes are most of the log: whoever looks for them finds them by date.
  await schema
    .createIndex('log_events_by_type')
    .on('log_events')
    .columns(['tenant_id', 'type', 'created_at', 'id'])
    .where(sql.ref('type'), '<>', sql.lit('seccft'))
    .execute();
  await schema
    .createIndex('log_events_by_concerned_client')
    .on('log_events')
    .columns(['tenant_id', 'concerned_client_id', 'created_at', 'id'])
    .where(sql.ref('concerned_client_id'), 'is not', null)
    .execute();
}

const batch = 1000;

interface Change {
  object: string;
  id: string;
  of?: string;
  by: { clientId?: string; requestId?: string };
}

async function fillColumns(db: Kysely<Tables>): Promise<void> {
  let last = '';
  for (;;) {
    const rows = await db
      .selectFrom('log_events')
      .select(['id', 'document'])
      .where('id', '>', last)
      .orderBy('id')
      .limit(batch)
      .execute();
    for (const { id, document } of rows) {
      const { object, of, by, id: objectId } = JSON.parse(document) as Change;
      await db
        .updateTable('log_events')
        .set({
          client_id: by.clientId ?? null,
          concerned_client_id: (object === 'client' ? objectId : of) ?? null,
          request_id: by.requestId ?? null,
        })
        .where('id', '=', id)
        .execute();
    }
    if (rows.length < batch) return;
    last = rows.at(-1)?.id ?? '';
  }
}
