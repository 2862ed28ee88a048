import { type Kysely, sql } from 'kysely';
import type { EngineName } from '../engine.js';

/**
 * A new grant is news where servers share a database: it takes the place of the default grant by which its client got
 * tokens so far. docs/decisions/0090
 */
export async function up(db: Kysely<never>, engine: EngineName): Promise<void> {
  if (engine !== 'postgres') return;
  await sql`
    create trigger client_grants_insert_announced after insert on client_grants referencing new table as after
    for each statement execute function announce_clients()`.execute(db);
}
