// Makes a small registry large by statements of the database itself: more clients like one of its own, with what they are
// searched by, and nothing else of them.

import { randomBytes } from 'node:crypto';
import { setImmediate } from 'node:timers/promises';
import { newClientId } from '@clientele/model';

const batch = 20_000;

/** Adds that many clients to a registry that was filled before, made a second apart before all others; answers them, with the times of their making. */
export async function multiply({ database, clients }, count) {
  const [{ id: model, createdAt }] = clients;
  const statements = await statementsFor(database, model);
  const made = [];
  while (made.length < count) {
    const rows = [];
    while (rows.length < Math.min(batch, count - made.length)) {
      const at = createdAt - 1000 * (made.length + rows.length + 1);
      rows.push({ ...none, model, created_at: at, client_id: newClientId(randomBytes) });
    }
    await database.arrive(rows);
    await database.together(statements);
    made.push(...rows.map((row) => ({ id: row.client_id, createdAt: row.created_at })));
    await setImmediate();
  }
  await database.all('update totals set total = total + ? where list = ?', [count, 'clients']);
  await database.afterFilling();
  return made;
}

/** Arrivals say more than is needed here. */
const none = {
  model: '',
  created_at: 0,
  client_id: '',
  secret_id: '',
  digest: '',
  credential_id: '',
  grant_id: '',
  request_id: '',
  log_place: '',
  log_tail: '',
};

async function statementsFor(database, model) {
  const statements = [];
  for (const table of ['clients', 'client_search']) {
    const [row] = await database.all(`select * from ${table} where client_id = ?`, [model]);
    // SQLite numbers what is searched by itself.
    const columns = Object.keys(row).filter((column) => column !== 'id');
    const values = columns.map((column) => expressionOf(column, model));
    statements.push(`insert into ${table} (${columns.join(', ')}) select ${values.join(', ')}
      from arrivals n join ${table} m on m.client_id = '${model}' order by n.created_at desc`);
  }
  return statements;
}

function expressionOf(column, model) {
  if (column === 'client_id') return 'n.client_id';
  if (column === 'created_at' || column === 'updated_at') return 'n.created_at';
  if (column === 'text') return `replace(m.text, '${model.toLowerCase()}', lower(n.client_id))`;
  return column === 'document' || column === 'core'
    ? `replace(m.${column}, '${model}', n.client_id)`
    : `m.${column}`;
}
