import { randomBytes } from 'node:crypto';
import pg from 'pg';
import { variable } from './one-for-all-tests.js';

/** The url of a new and empty database on the PostgreSQL of this run. */
export async function emptyDatabase(): Promise<string> {
  const url = process.env[variable];
  if (url === undefined) throw new Error(`${variable} is not set: these tests run under vitest`);
  const name = `test_${randomBytes(8).toString('hex')}`;
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  await client.query(`create database ${name}`);
  await client.end();
  return url.replace(/postgres$/, name);
}
