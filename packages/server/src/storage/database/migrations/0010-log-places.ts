import { type Kysely, sql } from 'kysely';
import type { EngineName } from '../engine.js';

/**
 * Where several servers write the log, the database gives entries their places, and knows up to which of them nothing
 * can come any more: a writer holds, until its transaction ends, a lock that names a place before all of its own.
 * docs/decisions/0057
 */
export async function up(db: Kysely<never>, engine: EngineName): Promise<void> {
  if (engine !== 'postgres') return;
  await sql`create sequence log_places`.execute(db);
  // In what earlier versions wrote, places are times in milliseconds.
  await sql`
    select setval('log_places', greatest(
      (select max(substr(id, 5, 14)) from log_events where id ~ '^log_[0-9]{14}')::bigint,
      (extract(epoch from clock_timestamp()) * 1000)::bigint
    ))`.execute(db);
  await giveWritersPlaces(db);
  await tellReaders(db);
}

async function giveWritersPlaces(db: Kysely<never>): Promise<void> {
  await sql`
    create function begin_log_entries() returns trigger language plpgsql as $$
    begin
      perform pg_advisory_xact_lock_shared(
        'log_places'::regclass::oid::bigint::bit(32)::int, last_value::bit(32)::int
      ) from log_places;
      return null;
    end $$`.execute(db);
  await sql`
    create trigger log_entries_begun before insert on log_events
    for each statement execute function begin_log_entries()`.execute(db);
  // What is restored has its place; what comes next is after it. Triggers run by name, so this one sees no new id.
  await sql`
    create function keep_log_place() returns trigger language plpgsql as $$
    begin
      perform setval('log_places', substr(new.id, 5, 14)::bigint)
      from log_places where last_value < substr(new.id, 5, 14)::bigint;
      return new;
    end $$`.execute(db);
  await sql`
    create trigger log_entry_kept before insert on log_events
    for each row when (new.id ~ '^log_[0-9]{14}') execute function keep_log_place()`.execute(db);
  await sql`
    create function place_log_entry() returns trigger language plpgsql as $$
    begin
      new.id := 'log_' || lpad(nextval('log_places')::text, 14, '0') || '0000' || new.id;
      return new;
    end $$`.execute(db);
  await sql`
    create trigger log_entry_placed before insert on log_events
    for each row when (length(new.id) = 12) execute function place_log_entry()`.execute(db);
}

/** The place is read before the locks: whoever takes one later gets a place after it. Locks hold the lower half of theirs. */
async function tellReaders(db: Kysely<never>): Promise<void> {
  await sql`
    create function log_settled() returns bigint language plpgsql as $$
    declare
      reached bigint;
      open bigint;
    begin
      select last_value into reached from log_places;
      select max(behind) into open
      from (
        select (reached - objid::bigint) & 4294967295 as behind from pg_locks
        where locktype = 'advisory' and objsubid = 2 and classid = 'log_places'::regclass
          and database = (select oid from pg_database where datname = current_database())
      ) writers
      where behind < 2147483648;
      return reached - coalesce(open, 0);
    end $$`.execute(db);
}
