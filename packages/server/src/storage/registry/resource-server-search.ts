import type { SearchedResourceServer } from '@clientele/model';
import { type RawBuilder, sql } from 'kysely';
import type { Position, Window } from '../port/listing.js';
import type { ResourceServerSearch } from '../port/stores.js';
import type { StoreContext } from './context.js';

/**
 * Finds APIs. There are few of them, and each has little that can be searched, so that all of it is read and compared here, by
 * one rule for both engines. docs/decisions/0087
 */
export async function searchResourceServers(
  context: StoreContext,
  { test, sort }: ResourceServerSearch,
  { limit, after }: Window,
): Promise<{ places: Position[]; next: Position | undefined }> {
  const places = (await readSearched(context))
    .filter(test)
    .map((api) => ({ id: api.id, key: sort === undefined ? api.created_at : keyOf(api[sort]) }))
    .sort(compare)
    .filter((place) => after === undefined || compare(place, after) > 0);
  const shown = places.slice(0, limit);
  return { places: shown, next: places.length > limit ? shown.at(-1) : undefined };
}

type Searched = SearchedResourceServer & { created_at: number };

async function readSearched({ engine, tenant, managementIdentifier }: StoreContext): Promise<Searched[]> {
  const name: RawBuilder<string | null> =
    engine.name === 'postgres' ? sql`document::json ->> 'name'` : sql`document ->> '$.name'`;
  const rows = await engine.db
    .selectFrom('resource_servers')
    .select(['id', 'identifier', 'created_at', 'updated_at', name.as('name')])
    .where('tenant_id', '=', tenant)
    .execute();
  return rows.map((row) => ({
    id: row.id,
    identifier: row.identifier ?? managementIdentifier,
    name: row.name ?? undefined,
    created_at: Number(row.created_at),
    updated_at: Number(row.updated_at),
  }));
}

/** What cursors hold: of texts the beginning, in lower case. */
function keyOf(value: string | number | undefined): string | number {
  return typeof value === 'number' ? value : [...(value ?? '').toLowerCase()].slice(0, 100).join('');
}

function compare(a: Position, b: Position): number {
  if (a.key !== b.key) return a.key < b.key ? -1 : 1;
  if (a.id === b.id) return 0;
  return a.id < b.id ? -1 : 1;
}
