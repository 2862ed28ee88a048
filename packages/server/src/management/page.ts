import { RuleError } from '@clientele/model';
import { Type } from 'typebox';
import type { Cursors, Listed, Window } from '../storage/storage.js';

/** The paging parameters of a list that is walked by cursors. management-api.md 1.5. */
export const checkpointParameters = {
  from: Type.Optional(
    Type.String({ minLength: 1, maxLength: 2000, description: 'Cursor from which to continue.' }),
  ),
  take: Type.Optional(
    Type.Integer({ minimum: 1, maximum: 100, description: 'Number of results after the cursor.' }),
  ),
};

/** The paging parameters of every list. management-api.md 1.5. */
export const pageParameters = {
  page: Type.Optional(
    Type.Integer({
      minimum: 0,
      maximum: 1_000_000,
      description: 'Page index of the results to return. First page is 0.',
    }),
  ),
  per_page: Type.Optional(
    Type.Integer({ minimum: 0, maximum: 100, description: 'Number of results per page.' }),
  ),
  include_totals: Type.Optional(
    Type.Boolean({ description: 'Return results inside an object with the total.' }),
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
  read(window: Window): Promise<Listed<T>[]>;
  present(item: T): unknown;
}

/** A list that can be answered page by page too. */
export interface PagedList<T> extends CheckpointList<T> {
  count(): Promise<number>;
}

/** Answers a list in the form that the query asks for: array, totals, or checkpoint (`take` or `from` switch to it). */
export async function answerPage<T>(list: PagedList<T>, query: PageQuery): Promise<unknown> {
  if (query.take === undefined && query.from === undefined) return offsetPage(list, query);
  if (query.page)
    throw new RuleError(
      400,
      'invalid_query_string',
      "Query validation error: 'Cannot be combined with from or take' on property page.",
    );
  return checkpointPage(list, query);
}

async function offsetPage<T>(list: PagedList<T>, query: PageQuery): Promise<unknown> {
  const limit = query.per_page ?? 50;
  const start = (query.page ?? 0) * limit;
  const rows = await list.read({ limit, offset: start });
  const items = rows.map(({ item }) => list.present(item));
  if (!query.include_totals) return items;
  return { total: await list.count(), start, limit, [list.name]: items };
}

/** Answers a list in the checkpoint form. management-api.md 1.5. */
export async function checkpointPage<T>(
  list: CheckpointList<T>,
  query: Pick<PageQuery, 'from' | 'take'>,
): Promise<unknown> {
  const key = `${list.name}?${JSON.stringify(list.filter)}`;
  const after = query.from === undefined ? undefined : list.cursors.decode(key, query.from);
  if (query.from !== undefined && !after)
    throw new RuleError(
      400,
      'invalid_query_string',
      "Query validation error: 'Not a cursor of this list' on property from (Cursor from which to continue).",
    );
  const take = query.take ?? 50;
  const rows = await list.read({ limit: take + 1, after });
  const page = rows.slice(0, take);
  const last = page.at(-1);
  return {
    [list.name]: page.map(({ item }) => list.present(item)),
    ...(rows.length > take && last && { next: list.cursors.encode(key, last.position) }),
  };
}
