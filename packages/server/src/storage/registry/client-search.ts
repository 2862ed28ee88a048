import type { ClientCore } from '@clientele/model';
import { type RawBuilder, sql } from 'kysely';
import { hasTrigramIndex } from '../database/client-search.js';
import type { Engine } from '../database/engine.js';
import type { Found, Listed, Position, Window } from '../port/listing.js';
import type { ClientReading, ClientSearch, ClientWithSecret } from '../port/stores.js';
import { listedClients } from './client-list.js';
import type { StoreContext } from './context.js';
import { bytesOf, ifSmall } from './listed-rows.js';
import { conditionOf, findsAll, type Source, sourcesOf } from './search-conditions.js';
import type { SearchContext } from './search-context.js';
import { readTotal } from './totals.js';

/** An index that leads to no more than this is followed to its end; what is found is sorted then. */
const few = 1000;
/** Otherwise clients are looked at in their order, so many at once, until enough are found or these are used up. */
const steps = [200, 1800, 18_000];

/** Finds clients, with as much of them as is stored. docs/decisions/0086 */
export async function searchClients(
  context: StoreContext,
  search: ClientSearch,
  { window, ...reading }: ClientReading & { window: Window },
): Promise<Found<ClientWithSecret>> {
  const { places, next } = await findPlaces(context, search, window);
  const rows = await context.reader
    .selectFrom('clients')
    .select(['client_id', 'created_at', 'updated_at'])
    .select([bytesOf('document').as('bytes'), ifSmall('document').as('small')])
    .where('tenant_id', '=', context.tenant)
    .where('client_id', 'in', idsOf(places))
    .execute();
  const ordered = inOrder(places, rows);
  const positions = new Map(places.map((place) => [place.id, place]));
  const position = ({ client_id: id }: { client_id: string }) => positions.get(id) ?? { key: '', id };
  return { items: listedClients(context, ordered, { ...reading, position }), next };
}

/** Finds clients, and reads only the cores. docs/decisions/0073 */
export async function searchClientCores(
  context: StoreContext,
  search: ClientSearch,
  window: Window,
): Promise<Found<ClientCore>> {
  const { places, next } = await findPlaces(context, search, window);
  const rows = await context.reader
    .selectFrom('clients')
    .select(['client_id', 'core'])
    .where('tenant_id', '=', context.tenant)
    .where('client_id', 'in', idsOf(places))
    .execute();
  const cores = new Map(rows.map(({ client_id, core }) => [client_id, core]));
  async function* listed(): AsyncGenerator<Listed<ClientCore>> {
    for (const position of places) {
      const core = cores.get(position.id);
      if (core !== undefined) yield { item: JSON.parse(core) as ClientCore, position };
    }
  }
  return { items: listed(), next };
}

/** How many clients a search finds, counting no further than `atMost`. */
export async function countFound(
  context: StoreContext,
  search: ClientSearch,
  atMost: number,
): Promise<number> {
  if (findsAll(search)) return Math.min(await readTotal(context, 'clients'), atMost);
  const searched = await searchContext(context);
  const condition = conditionOf(searched, search);
  const [source = everything(searched)] = sourcesOf(searched, search);
  const { rows } = await sql<{ count: number }>`select count(*) as count from (
    select 1 from ${source.from} where ${source.where} and ${condition} limit ${atMost}
  ) found`.execute(context.engine.db);
  return Number(rows[0]?.count ?? 0);
}

interface Places {
  places: Position[];
  next: Position | undefined;
}

async function findPlaces(context: StoreContext, search: ClientSearch, window: Window): Promise<Places> {
  const searched = await searchContext(context);
  const looking: Looking = {
    db: context.engine.db,
    searched,
    search,
    condition: conditionOf(searched, search),
  };
  for (const source of sourcesOf(searched, search)) {
    const rows = await look(looking, source, { limit: few + 1 });
    if (rows.length <= few) return firstOf(sorted(search, rows), search, window);
  }
  return walk(looking, window);
}

interface Looking {
  db: Engine['db'];
  searched: SearchContext;
  search: ClientSearch;
  condition: RawBuilder<unknown>;
}

/** A row that was looked at, and whether it is among those that are searched. */
interface Row {
  key: number | string;
  client_id: string;
  found: number;
}

async function look(
  { db, search, condition }: Looking,
  { from, where }: Source,
  { limit, ordered = false }: { limit: number; ordered?: boolean },
): Promise<Row[]> {
  const { by, descending } = search.sort;
  const key = sql.ref(`s.${by}`);
  const direction = sql.raw(descending ? 'desc' : 'asc');
  const order = ordered ? sql`order by ${key} ${direction}, s.client_id ${direction}` : sql``;
  const { rows } = await sql<Row>`
    select ${key} as key, s.client_id as client_id, case when ${condition} then 1 else 0 end as found
    from ${from} where ${where} ${order} limit ${limit}`.execute(db);
  return by.endsWith('_at') ? rows.map((row) => ({ ...row, key: Number(row.key) })) : rows;
}

/** Looks at clients in their order, a bounded number of them in one request. */
async function walk(looking: Looking, { limit, after }: Window): Promise<Places> {
  const places: Position[] = [];
  let last = after;
  for (const step of findsAll(looking.search) ? [limit + 1] : steps) {
    const rows = await look(looking, afterPlace(looking, last), { limit: step, ordered: true });
    for (const row of rows) if (row.found === 1) places.push(placeOf(row));
    if (places.length > limit) return upTo(places, limit);
    const end = rows.at(-1);
    if (rows.length < step || !end) return { places, next: undefined };
    last = placeOf(end);
  }
  return { places, next: last };
}

function afterPlace({ searched, search }: Looking, after: Position | undefined): Source {
  const { from, where } = everything(searched);
  if (!after) return { from, where };
  const { by, descending } = search.sort;
  const compare = sql.raw(descending ? '<' : '>');
  return {
    from,
    where: sql`${where} and (${sql.ref(`s.${by}`)}, s.client_id) ${compare} (${after.key}, ${after.id})`,
  };
}

function everything({ tenant }: SearchContext): Source {
  return { from: sql`client_search s`, where: sql`s.tenant_id = ${tenant}` };
}

function firstOf(rows: Row[], search: ClientSearch, { limit, after }: Window): Places {
  const places = rows.map(placeOf);
  const { descending } = search.sort;
  const later = after
    ? places.filter((place) => (descending ? compare(after, place) : compare(place, after)) > 0)
    : places;
  return upTo(later, limit);
}

function upTo(places: Position[], limit: number): Places {
  if (places.length <= limit) return { places, next: undefined };
  const shown = places.slice(0, limit);
  return { places: shown, next: shown.at(-1) };
}

function sorted({ sort: { descending } }: ClientSearch, rows: Row[]): Row[] {
  const found = rows.filter((row) => row.found === 1);
  const sign = descending ? -1 : 1;
  return found.sort((a, b) => sign * compare(placeOf(a), placeOf(b)));
}

/** As the databases compare: text byte by byte. */
function compare(a: Position, b: Position): number {
  const [left, right] = [a.key, b.key];
  const byKey =
    typeof left === 'number' && typeof right === 'number'
      ? left - right
      : Buffer.compare(Buffer.from(String(left)), Buffer.from(String(right)));
  return byKey || Buffer.compare(Buffer.from(a.id), Buffer.from(b.id));
}

function placeOf({ key, client_id: id }: Row): Position {
  return { key, id };
}

/** No list may be empty in SQL, and no client has an empty id. */
function idsOf(places: readonly Position[]): string[] {
  return places.length === 0 ? [''] : places.map(({ id }) => id);
}

function inOrder<Row extends { client_id: string }>(
  places: readonly Position[],
  rows: readonly Row[],
): Row[] {
  const byId = new Map(rows.map((row) => [row.client_id, row]));
  return places.flatMap(({ id }) => byId.get(id) ?? []);
}

const withTrigrams = new WeakSet<Engine['db']>();

async function searchContext(context: StoreContext): Promise<SearchContext> {
  const { tenant } = context;
  const { name, db } = context.engine;
  const now = context.now();
  if (name === 'sqlite') return { tenant, engine: name, textSearch: 'sqlite', now };
  if (!withTrigrams.has(db) && (await hasTrigramIndex(db))) withTrigrams.add(db);
  return { tenant, engine: name, textSearch: withTrigrams.has(db) ? 'trigrams' : 'beginnings', now };
}
