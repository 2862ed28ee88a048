import { randomBytes } from 'node:crypto';
import pg from 'pg';
import { template, variable } from './engine.js';

/** The url of a new and empty database on the PostgreSQL of this run. */
export function emptyDatabase(): Promise<string> {
  return newDatabase('template1');
}

/** The url of a new database that has our schema and nothing in it. */
export function migratedDatabase(): Promise<string> {
  return newDatabase(template);
}

/** Gives back the room of a database that nobody needs any more. */
export async function dropDatabase(url: string): Promise<void> {
  await administer(`drop database ${new URL(url).pathname.slice(1)}`);
}

async function newDatabase(like: string): Promise<string> {
  const name = `test_${randomBytes(8).toString('hex')}`;
  const url = new URL(await administer(`create database ${name} template ${like}`));
  url.pathname = name;
  return url.href;
}

/** Runs a statement on the PostgreSQL of this run, and answers its url. */
async function administer(statement: string): Promise<string> {
  const url = process.env[variable];
  if (url === undefined) throw new Error(`${variable} is not set: these tests run under vitest`);
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    await client.query(statement);
  } finally {
    await client.end();
  }
  return url;
}
