import type { FastifyReply } from 'fastify';
import type { Cursors, Found, Window } from '../../storage/port/listing.js';
import { itemsOf, sendItems } from './items.js';
import { checkpoints, linkPages } from './links.js';
import { type PageQuery, positionOf } from './page.js';

/** A search that is answered page by page. */
export interface SearchAnswer<T> {
  /** The name of the array in the answer. */
  name: string;
  /** All that decides what is found, and in which order; a cursor is good for one such search. */
  search: object;
  cursors: Cursors;
  find(window: Window): Promise<Found<T>>;
  present(item: T): object;
  total?: (() => Promise<number>) | undefined;
  page: Pick<PageQuery, 'from' | 'take'>;
  /** What stands in the answer besides. */
  besides?: object;
}

/** Answers one page of a search; a page that would become too large ends early. docs/decisions/0086 */
export async function sendFound<T>(
  reply: FastifyReply,
  { name, search, cursors, find, present, total, page, besides }: SearchAnswer<T>,
): Promise<FastifyReply> {
  const key = `${name}/search?${JSON.stringify(search)}`;
  const limit = page.take ?? 50;
  const found = await find({ limit, after: positionOf(cursors, key, page.from) });
  const items = await itemsOf(found.items, { most: limit, present });
  const last = items.hasMore ? items.last : found.next;
  const next = last && cursors.encode(key, last);
  linkPages(reply, checkpoints(limit, next));
  return sendItems(reply, items, {
    name,
    after: {
      ...besides,
      ...(next !== undefined && { next }),
      ...(total && { total: await total() }),
    },
  });
}
