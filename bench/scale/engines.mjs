// The two engines, as filling and measuring them needs them: beside the server, by statements of their own.
import { join } from 'node:path';
import Libsql from 'libsql';
import pg from 'pg';

/** A PostgreSQL database. */
export async function postgresDatabase(url) {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  const numbered = (text) => {
    let n = 0;
    return text.replaceAll('?', () => {
      n += 1;
      return `$${n}`;
    });
  };
  const all = async (text, values = []) => (await client.query(numbered(text), values)).rows;
  return {
    all,
    /** Lets rows in faster: they are known to be valid, and no server caches them yet. */
    async beforeFilling() {
      await all("set session_replication_role = 'replica'");
      await all('set synchronous_commit = off');
      await all(`create temporary table arrivals (${columnsOfArrivals})`);
    },
    async arrive(rows) {
      await all('truncate arrivals');
      const given = `json_to_recordset(?::json) as given (${columnsOfArrivals})`;
      await all(`insert into arrivals select * from ${given}`, [JSON.stringify(rows)]);
      await all('analyze arrivals');
    },
    /** All of it or nothing. */
    together: (statements) => client.query(['begin', ...statements, 'commit'].join(';')),
    async afterFilling() {
      await all('vacuum (analyze)');
      await all('checkpoint');
    },
    async sizes() {
      return all(`select relname as name, pg_relation_size(oid) as bytes from pg_class
        where relnamespace = 'public'::regnamespace and relkind in ('r', 'i') and pg_relation_size(oid) > 1048576
        order by relkind desc, relname`);
    },
    async writtenBytes() {
      const [{ bytes }] = await all("select pg_current_wal_insert_lsn() - '0/0' as bytes");
      return Number(bytes);
    },
    end: () => client.end(),
  };
}

/** The SQLite database in a data folder. */
export async function sqliteDatabase(folder) {
  // The server beside it copies its log now and then.
  const connection = new Libsql(join(folder, 'clientele.db'), { timeout: 60_000 });
  connection.prepare('pragma foreign_keys = off').all();
  connection.prepare('pragma synchronous = normal').all();
  // A batch that does not fit would write the same pages over and over.
  connection.prepare('pragma cache_size = -1000000').all();
  const all = async (text, values = []) => {
    const statement = connection.prepare(text);
    if (statement.reader) return statement.all(values);
    statement.run(values);
    return [];
  };
  return {
    all,
    async beforeFilling() {
      await all(`create temporary table arrivals (${columnsOfArrivals})`);
    },
    async arrive(rows) {
      await all('delete from arrivals');
      const marks = arrivals.map(() => '?').join(', ');
      const insert = connection.prepare(`insert into arrivals values (${marks})`);
      for (const row of rows) insert.run(Object.values(row));
    },
    async together(statements) {
      for (const statement of ['begin', ...statements, 'commit']) await all(statement);
    },
    async afterFilling() {
      await all('analyze');
      await all('pragma wal_checkpoint(truncate)');
    },
    async sizes() {
      return all(
        'select name, sum(pgsize) as bytes from dbstat group by name having sum(pgsize) > 1048576 order by name',
      );
    },
    writtenBytes: async () => NaN,
    end: async () => connection.close(),
  };
}

/** What each new client differs in from the one that it is made after. */
export const arrivals = [
  { name: 'model', type: 'text' },
  { name: 'created_at', type: 'bigint' },
  { name: 'client_id', type: 'text' },
  { name: 'secret_id', type: 'text' },
  { name: 'digest', type: 'text' },
  { name: 'credential_id', type: 'text' },
  { name: 'grant_id', type: 'text' },
  { name: 'request_id', type: 'text' },
  { name: 'log_place', type: 'text' },
  { name: 'log_tail', type: 'text' },
];
const columnsOfArrivals = arrivals.map(({ name, type }) => `${name} ${type}`).join(', ');
