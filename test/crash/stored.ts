import { sql } from 'kysely';
import type { Database } from '../../packages/server/src/storage/database/tables.js';
import { keyOf, type Rows, type Stored, type StoredEvent } from './change.js';
import type { Target } from './writer.js';

/** Reads all that matters: rows from the database, and secrets from the server, which alone can unseal them. */
export async function readStored(db: Database, target: Target): Promise<Stored> {
  const rows: Rows = new Map();
  for (const row of await db.selectFrom('clients').select(['client_id as id', 'document']).execute()) {
    const { name, description = '', client_metadata = {} } = JSON.parse(row.document);
    rows.set(keyOf('client', row.id), { mark: `${name} ${description}`, of: undefined });
    for (const [entry, mark] of Object.entries<string>(client_metadata))
      rows.set(keyOf('metadata', `${row.id}/${entry}`), { mark, of: row.id });
  }
  for (const { id, client_id, document } of await db.selectFrom('credentials').selectAll().execute())
    rows.set(keyOf('credential', id), { mark: JSON.parse(document).name, of: client_id });
  for (const { id, client_id, identifier, document } of await readGrants(db)) {
    const { scope = [] } = JSON.parse(document);
    rows.set(keyOf('client_grant', id), {
      mark: [identifier, ...scope].join(' '),
      of: client_id ?? undefined,
    });
  }
  const shown = await target.get('/clients?fields=client_id,client_secret&per_page=100');
  for (const { client_id, client_secret } of shown as { client_id: string; client_secret: string }[])
    rows.set(keyOf('secret', client_id), { mark: client_secret, of: client_id });
  return { rows, events: await readEvents(db), faults: await findFaults(db) };
}

function readGrants(db: Database) {
  return db
    .selectFrom('client_grants as grant')
    .innerJoin('resource_servers as api', 'api.id', 'grant.resource_server_id')
    .select(['grant.id', 'grant.client_id', 'api.identifier', 'grant.document'])
    .execute();
}

/** Changes only; what tokens leave in the log is written beside the request. */
async function readEvents(db: Database): Promise<StoredEvent[]> {
  const events = await db
    .selectFrom('log_events')
    .select(['request_id', 'id', 'document'])
    .where('type', '=', 'sapi')
    .execute();
  return events.map(({ request_id, id: eventId, document }) => {
    const { action, object, id } = JSON.parse(document);
    return { requestId: request_id ?? eventId, what: `${action} ${object} ${id}` };
  });
}

const noClient = (table: string) =>
  `select client_id as id from ${table} where client_id not in (select client_id from clients)`;
const miscounted = (list: string) =>
  `select list as id from totals where list = '${list}' and total <> (select count(*) from ${list})`;

/** Questions to which the answer is nothing. */
const questions = {
  'a secret without its client': noClient('client_secrets'),
  'a credential without its client': noClient('credentials'),
  'a grant without its client': noClient('client_grants'),
  'a client without a primary secret':
    "select client_id as id from clients where client_id not in (select client_id from client_secrets where state = 'primary')",
  'a client with two primary secrets':
    "select client_id as id from client_secrets where state = 'primary' group by client_id having count(*) > 1",
  'a client with more secrets than there may be':
    "select client_id as id from client_secrets where state <> 'ended' group by client_id having count(*) > 6",
  'a total of clients that is wrong': miscounted('clients'),
  'a total of grants that is wrong': miscounted('client_grants'),
  'a total of APIs that is wrong': miscounted('resource_servers'),
};

async function findFaults(db: Database): Promise<string[]> {
  const faults: string[] = [];
  for (const [fault, question] of Object.entries(questions)) {
    const { rows } = await sql<{ id: string }>`${sql.raw(question)}`.execute(db);
    faults.push(...rows.map(({ id }) => `${fault}: ${id}`));
  }
  return faults;
}
