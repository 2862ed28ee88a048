// Fills a registry at the speed of its database: clients are copies of two that were made over the API, each with ids
// of its own wherever the originals have theirs, so that the rows are what the server itself would have written.
import { randomBytes, randomUUID } from 'node:crypto';
import { setImmediate } from 'node:timers/promises';
import { newClientGrantId, newClientId, newCredentialId } from '@clientele/model';
import { newRequestId } from '../../packages/server/dist/http/request-id.js';

const tenant = 'default';
/** Every so manieth client has a key beside its secret. */
const withKey = 10;
const batch = 20_000;

/**
 * Adds clients, each with a secret, a grant, and the events of its making and of its first token.
 * Answers their ids, oldest first, with the times of their making.
 */
export async function fill(database, { count, models, secretOf, digestOf }) {
  const statements = await statementsFor(database, models);
  const clients = [];
  const start = Date.now() - count * 1000;
  await database.beforeFilling();
  let writing;
  for (let first = 0; first < count; first += batch) {
    const rows = [];
    for (let n = first; n < Math.min(count, first + batch); n += 1) {
      // The database is still busy with earlier rows, and its answers have to be read.
      if (n % 500 === 0) await setImmediate();
      const row = arrival(start + n * 1000, n % withKey === 0 ? models.byKey : models.bySecret);
      row.digest = digestOf(row.client_id, secretOf(row.client_id));
      rows.push(row);
      clients.push({ id: row.client_id, createdAt: row.created_at });
    }
    await writing;
    writing = write(database, { rows, statements });
  }
  await writing;
  for (const list of ['clients', 'client_grants'])
    await database.all('update totals set total = total + ? where tenant_id = ? and list = ?', [
      count,
      tenant,
      list,
    ]);
  await database.afterFilling();
  return clients;
}

async function write(database, { rows, statements }) {
  await database.arrive(rows);
  await database.together(statements);
}

/** In the order of the columns. */
function arrival(createdAt, model) {
  return {
    model,
    created_at: createdAt,
    client_id: newClientId(randomBytes),
    secret_id: randomUUID(),
    digest: '',
    credential_id: newCredentialId(randomBytes),
    grant_id: newClientGrantId(randomBytes),
    request_id: newRequestId(createdAt),
    log_place: `log_${String(createdAt).padStart(14, '0')}`,
    log_tail: randomUUID().slice(-12),
  };
}

/** What is written for each client that arrives: the rows of its model under new ids. */
async function statementsFor(database, models) {
  const statements = [];
  for (const model of Object.values(models)) {
    const ids = { [model]: 'client_id' };
    const rowsOf = (table, column) =>
      database.all(`select * from ${table} where tenant_id = ? and ${column} = ? order by created_at`, [
        tenant,
        model,
      ]);
    const copy = (table, row, replaced, values = {}) =>
      statements.push(copying({ model, table, row, ids: { ...ids, ...replaced }, values }));
    for (const row of await rowsOf('clients', 'client_id')) {
      const [credential] = await rowsOf('credentials', 'client_id');
      if (credential) ids[credential.id] = 'credential_id';
      copy('clients', row);
    }
    // What SQLite numbers, and what is searched for: both are each client's own.
    for (const { id: _, ...row } of await rowsOf('client_search', 'client_id')) {
      const text = `replace(t.text, '${model.toLowerCase()}', lower(n.client_id))`;
      copy('client_search', row, {}, { text });
    }
    for (const row of await rowsOf('client_secrets', 'client_id'))
      copy('client_secrets', row, { [row.id]: 'secret_id', [row.digest]: 'digest' });
    for (const row of await rowsOf('credentials', 'client_id')) copy('credentials', row);
    for (const row of await rowsOf('client_grants', 'client_id')) {
      ids[row.id] = 'grant_id';
      copy('client_grants', row);
    }
    const [made] = await rowsOf('log_events', 'concerned_client_id');
    const [asked] = await rowsOf('log_events', 'client_id');
    for (const [n, row] of [made, asked].entries()) {
      const id = `n.log_place || '${n.toString(16).padStart(4, '0')}' || n.log_tail`;
      copy('log_events', row, { [row.request_id]: 'request_id' }, { id });
    }
  }
  return statements;
}

function copying({ model, table, row, ids, values }) {
  const columns = Object.keys(row);
  const expressions = columns.map((column) => {
    if (values[column] !== undefined) return values[column];
    if (column === 'created_at' || column === 'updated_at') return 'n.created_at';
    if (ids[row[column]] !== undefined) return `n.${ids[row[column]]}`;
    if (column !== 'document') return `t.${column}`;
    return Object.entries(ids).reduce(
      (text, [id, name]) => `replace(${text}, '${id}', n.${name})`,
      't.document',
    );
  });
  const own = table === 'client_secrets' || table === 'credentials' ? `t.client_id = '${model}' and ` : '';
  const key =
    table === 'clients' || table === 'client_search'
      ? `t.client_id = '${row.client_id}'`
      : `${own}t.id = '${row.id}'`;
  return `insert into ${table} (${columns.join(', ')}) select ${expressions.join(', ')}
    from arrivals n join ${table} t on t.tenant_id = '${tenant}' and ${key}
    where n.model = '${model}' order by n.created_at`;
}
