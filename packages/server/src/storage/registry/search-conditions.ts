import { lowerCase, methodsFound, type SearchedMethod } from '@clientele/model';
import { sql } from 'kysely';
import { expiringClients, hasExpiring } from '../deadlines/conditions.js';
import { hasUnused } from '../deadlines/unused.js';
import type { ClientSearch, Period } from '../port/stores.js';
import type { Condition, SearchContext } from './search-context.js';
import { expressionCondition, type Lead, leadsOf } from './search-expression.js';

/** Rows of `client_search`, as `s`, that an index leads to, among which all that are searched are. */
export interface Source {
  from: Condition;
  where: Condition;
}

/** All that holds for what is searched. */
export function conditionOf(context: SearchContext, search: ClientSearch): Condition {
  const { appTypes, isFirstParty, isGlobal, method, metadata = [], created, updated } = search;
  const all: Condition[] = [sql`s.tenant_id = ${context.tenant}`];
  if (search.expression) all.push(expressionCondition(context, search.expression));
  if (search.text !== undefined) all.push(hasText(context, search.text, search.withExternalId));
  if (appTypes) all.push(sql`s.app_type in (${sql.join(appTypes)})`);
  if (isFirstParty !== undefined) all.push(sql`s.is_first_party = ${isFirstParty ? 1 : 0}`);
  if (isGlobal !== undefined) all.push(hasGlobal(context, isGlobal));
  if (method !== undefined) all.push(hasMethod(method));
  for (const [key, value] of metadata)
    all.push(sql`exists (select 1 from client_metadata m where m.tenant_id = s.tenant_id and m.key = ${key}
      and m.value = ${value} and m.client_id = s.client_id)`);
  if (created) all.push(within('created_at', created));
  if (updated) all.push(within('updated_at', updated));
  if (search.expiringWithin !== undefined) all.push(hasExpiring(context, search.expiringWithin));
  if (search.unusedFor !== undefined) all.push(hasUnused(context, context.now - search.unusedFor));
  return and(all);
}

/** Whether a search leaves every client in. */
export function findsAll({ sort: _, withExternalId: __, ...conditions }: ClientSearch): boolean {
  return Object.values(conditions).every((value) => value === undefined);
}

/** The indexes that may lead to what is searched, those first that mostly lead to little. */
export function sourcesOf(context: SearchContext, search: ClientSearch): Source[] {
  const { appTypes, metadata: [entry] = [], created, updated } = search;
  const own = (where: Condition): Source => ({
    from: sql`client_search s`,
    where: and([sql`s.tenant_id = ${context.tenant}`, where]),
  });
  const leads = search.expression ? leadsOf(context, search.expression) : [];
  const leadsTo = (kind: Lead['kind']) =>
    leads.filter((lead) => lead.kind === kind).flatMap((lead) => ofLead(context, lead, own));
  return [
    ...leadsTo('own'),
    ...leadsTo('metadata'),
    ...(entry ? [ofMetadata(context, entry)] : []),
    ...leadsTo('text'),
    ...(search.text === undefined ? [] : ofText(context, search.text, own)),
    ...(search.expiringWithin === undefined ? [] : [ofExpiring(context, search.expiringWithin)]),
    ...(updated ? [own(within('updated_at', updated))] : []),
    ...(created ? [own(within('created_at', created))] : []),
    ...(appTypes ? [own(sql`s.app_type in (${sql.join(appTypes)})`)] : []),
    ...leadsTo('many'),
  ];
}

function ofLead(context: SearchContext, lead: Lead, own: (where: Condition) => Source): Source[] {
  if (lead.kind === 'metadata') return [ofMetadata(context, lead.entry)];
  if (lead.kind !== 'text') return [own(lead.where)];
  // Without an index of trigrams, text leads to beginnings only, and this one may be anywhere.
  return context.textSearch === 'beginnings' ? [] : ofText(context, lead.text, own);
}

function ofMetadata({ tenant }: SearchContext, [key, value]: [string, string]): Source {
  return {
    from: sql`client_metadata m join client_search s on s.tenant_id = m.tenant_id and s.client_id = m.client_id`,
    where: sql`m.tenant_id = ${tenant} and m.key = ${key} and m.value = ${value}`,
  };
}

/** A tenant has one global client at most. */
function hasGlobal({ tenant }: SearchContext, isGlobal: boolean): Condition {
  return sql`${sql.raw(isGlobal ? 'exists' : 'not exists')} (select 1 from clients c
    where c.tenant_id = ${tenant} and c.client_id = s.client_id and c.is_global = 1)`;
}

function hasMethod(method: SearchedMethod): Condition {
  const named = methodsFound(method).filter((one) => one !== null);
  const isNamed = sql`s.method in (${sql.join(named)})`;
  return methodsFound(method).includes(null) ? sql`(${isNamed} or s.method is null)` : isNamed;
}

function ofExpiring(context: SearchContext, within: number): Source {
  return {
    from: sql`(${expiringClients(context, within)}) e
      join client_search s on s.tenant_id = ${context.tenant} and s.client_id = e.client_id`,
    where: sql`1 = 1`,
  };
}

function ofText(context: SearchContext, text: string, own: (where: Condition) => Source): Source[] {
  if (context.textSearch === 'beginnings') return [own(begins(text))];
  if (context.textSearch === 'trigrams') return hasWord.test(text) ? [own(isLike(text))] : [];
  const match = trigrams(lowerCase(text));
  if (match === undefined) return [];
  return [
    {
      // In this order and no other: the other way round, the index would be asked about each client.
      from: sql`client_search_text f cross join client_search s on s.id = f.rowid`,
      where: sql`client_search_text match ${match}`,
    },
  ];
}

function hasText({ engine, textSearch }: SearchContext, text: string, withExternalId = false): Condition {
  if (textSearch === 'beginnings')
    return sql`(starts_with(s.text, ${lowerCase(text)}) or starts_with(s.client_id, ${text}))`;
  const place = sql.raw(engine === 'postgres' ? 'strpos' : 'instr');
  const sought = lowerCase(text);
  const own = sql`${place}(s.text, ${sought}) > 0`;
  return withExternalId ? sql`(${own} or ${place}(s.external_id, ${sought}) > 0)` : own;
}

/** PostgreSQL takes trigrams from words, and each query has to have a whole one. PostgreSQL 15, F.33 */
const hasWord = /[\p{L}\p{N}]{3}/u;

// The external id is looked at in any case: what may not be seen is sorted out by the condition.
function isLike(text: string): Condition {
  const pattern = `%${lowerCase(text).replace(/[\\%_]/g, '\\$&')}%`;
  return sql`(s.text like ${pattern} or s.external_id like ${pattern})`;
}

/** After all text that begins like this, byte by byte. */
const last = '\u{10FFFF}';

function begins(text: string): Condition {
  const name = [...lowerCase(text)].slice(0, 100).join('');
  return sql`((s.name >= ${name} and s.name < ${name + last}) or (s.client_id >= ${text} and s.client_id < ${text + last}))`;
}

/** More of them find hardly less, and each is looked up. */
const mostTrigrams = 6;

/** A query for text of three characters or more; of many trigrams some from all over it, since any part may be the rare one. SQLite, "FTS5", 3 */
function trigrams(text: string): string | undefined {
  const characters = [...text];
  const found = characters.slice(2).map((_, index) => characters.slice(index, index + 3).join(''));
  if (found.length === 0) return undefined;
  const count = Math.min(found.length, mostTrigrams);
  const spread = (index: number) => Math.round((index * (found.length - 1)) / Math.max(1, count - 1));
  const some = [...new Set(Array.from({ length: count }, (_, index) => found[spread(index)] ?? ''))];
  return some.map((trigram) => `"${trigram.replaceAll('"', '""')}"`).join(' AND ');
}

function within(column: 'created_at' | 'updated_at', { from, to }: Period): Condition {
  const place = sql.ref(`s.${column}`);
  return and([
    ...(from === undefined ? [] : [sql`${place} >= ${from}`]),
    ...(to === undefined ? [] : [sql`${place} <= ${to}`]),
  ]);
}

function and(conditions: Condition[]): Condition {
  return conditions.length === 0 ? sql`1 = 1` : sql.join(conditions, sql` and `);
}
