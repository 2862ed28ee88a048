import { RuleError } from '@clientele/model';
import type { FastifyReply } from 'fastify';
import * as Type from 'typebox';
import { maxAnswerBytes } from '../../http/answer-memory.js';
import type { Admit, Cursors, Listed, Position, Window } from '../../storage/port/listing.js';
import { type Items, itemsOf, sendItems } from './items.js';
import { checkpoints, linkPages, pagesAround } from './links.js';

/** How many results a page has unless the caller says so. management-api.md 1.5. */
const usualSize = 50;

/** How many results a page has, from the least that a list takes. management-api.md 1.5. */
export function perPage(minimum: 0 | 1) {
  return Type.Optional(
    Type.Integer({ minimum, maximum: 100, default: usualSize, description: 'Number of results per page.' }),
  );
}

/** How many results follow a cursor. management-api.md 1.5. */
export function take(maximum: number) {
  return Type.Optional(
    Type.Integer({
      minimum: 1,
      maximum,
      default: usualSize,
      description: 'Number of results after the cursor.',
    }),
  );
}

/** The paging parameters of a list that is walked by cursors. management-api.md 1.5. */
export const checkpointParameters = {
  from: Type.Optional(
    Type.String({ minLength: 1, maxLength: 1000, description: 'Cursor from which to continue.' }),
  ),
  take: take(100),
};

/** The paging parameters of every list. management-api.md 1.5. */
export const pageParameters = {
  page: Type.Optional(
    Type.Integer({
      minimum: 0,
      maximum: 1_000_000,
      default: 0,
      description: 'Page index of the results to return. First page is 0.',
    }),
  ),
  per_page: perPage(1),
  include_totals: Type.Optional(
    Type.Boolean({ default: false, description: 'Return results inside an object with the total.' }),
  ),
  ...checkpointParameters,
};

/** The paging parameters of a request. */
export interface PageQuery {
  page?: number | undefined;
  per_page?: number | undefined;
  include_totals?: boolean | undefined;
  from?: string | undefined;
  take?: number | undefined;
}

/** A list that can be walked by cursors. */
export interface CheckpointList<T> {
  /** The name of the array in the envelope. */
  name: string;
  /** All that decides what is in the list; a cursor is good for one such list. */
  filter: object;
  cursors: Cursors;
  read(window: Window): AsyncIterable<Listed<T>>;
  present(item: T): object;
}

/** A list that can be answered page by page too. */
export interface PagedList<T> extends CheckpointList<T> {
  count(): Promise<number>;
}

/** Lets large objects be read for an answer once there is room for it. docs/decisions/0074 */
export function admitting(reply: FastifyReply): { admit: Admit } {
  return { admit: (bytes) => reply.admit(bytes) };
}

/** Answers a list in the form that the query asks for: array, totals, or checkpoint (`take` or `from` switch to it). */
export async function answerPage<T>(
  reply: FastifyReply,
  list: PagedList<T>,
  query: PageQuery,
): Promise<FastifyReply> {
  if (query.take === undefined && query.from === undefined) return offsetPage(reply, list, query);
  if (query.page) throw invalidQuery('page', 'Cannot be combined with from or take');
  return checkpointPage(reply, list, query);
}

async function offsetPage<T>(
  reply: FastifyReply,
  list: PagedList<T>,
  query: PageQuery,
): Promise<FastifyReply> {
  const limit = query.per_page ?? usualSize;
  const page = query.page ?? 0;
  const start = page * limit;
  // One more than is shown tells whether there is a next page.
  const read = list.read({ limit: limit === 0 ? 0 : limit + 1, offset: start });
  const items = await itemsOf(read, { most: limit, present: list.present });
  if (items.isCut) throw tooLarge(items);
  const total = query.include_totals ? await list.count() : undefined;
  if (limit > 0)
    linkPages(reply, pagesAround({ page, limit, hasMore: items.hasMore, count: items.texts.length, total }));
  if (total === undefined) return sendItems(reply, items);
  return sendItems(reply, items, { name: list.name, before: { total, start, limit } });
}

function tooLarge({ texts }: Items): RuleError {
  return invalidQuery(
    'per_page',
    `The answer would have more than ${maxAnswerBytes} bytes: ask for at most ${texts.length} at once, for fewer properties with fields, or with take`,
  );
}

/** Answers a list in the checkpoint form; a page that would become too large ends early. management-api.md 1.5. */
export async function checkpointPage<T>(
  reply: FastifyReply,
  list: CheckpointList<T>,
  query: Pick<PageQuery, 'from' | 'take'>,
): Promise<FastifyReply> {
  const key = `${list.name}?${JSON.stringify(list.filter)}`;
  const after = positionOf(list.cursors, key, query.from);
  const take = query.take ?? usualSize;
  const items = await itemsOf(list.read({ limit: take + 1, after }), { most: take, present: list.present });
  const { hasMore, last } = items;
  const next = hasMore && last ? list.cursors.encode(key, last) : undefined;
  linkPages(reply, checkpoints(take, next));
  return sendItems(reply, items, { name: list.name, after: next === undefined ? {} : { next } });
}

/**
 * The place that a cursor of a list stands for.
 * @throws RuleError (400) for one of another list.
 */
export function positionOf(cursors: Cursors, list: string, from: string | undefined): Position | undefined {
  const position = from === undefined ? undefined : cursors.decode(list, from);
  if (from !== undefined && !position)
    throw invalidQuery('from', 'Not a cursor of this list', ' (Cursor from which to continue)');
  return position;
}

function invalidQuery(property: string, rule: string, meaning = ''): RuleError {
  return new RuleError(
    400,
    'invalid_query_string',
    `Query validation error: '${rule}' on property ${property}${meaning}.`,
  );
}
