import type { FastifyReply } from 'fastify';

/** A page that an answer points to: the parameters that lead there, undefined for those that go. */
type Target = Readonly<Record<string, string | number | undefined>>;

/** The pages that an answer points to, by relation. RFC 8288, "first", "next", "last" */
export type Targets = Partial<Record<'first' | 'next' | 'last', Target | undefined>>;

/** Points to other pages of the list that is answered: the same request under the issuer, with other parameters. RFC 8288 */
export function linkPages(reply: FastifyReply, targets: Targets): void {
  const links = Object.entries(targets).flatMap(([relation, target]) =>
    target ? [`<${hrefOf(reply.request, target)}>; rel="${relation}"`] : [],
  );
  if (links.length > 0) reply.header('link', links.join(', '));
}

function hrefOf({ tenant, originalUrl }: FastifyReply['request'], target: Target): string {
  const href = new URL(`${tenant.issuer}${originalUrl.slice(1)}`);
  for (const [name, value] of Object.entries(target))
    if (value === undefined) href.searchParams.delete(name);
    else href.searchParams.set(name, String(value));
  return href.href;
}

/** How a list was cut page by page, and what is known of the rest. */
interface Page {
  page: number;
  limit: number;
  hasMore: boolean;
  /** How many are on it. */
  count: number;
  total?: number | undefined;
}

/** The pages around one: the last is known where the total is, or where there is nothing beyond. */
export function pagesAround({ page, limit, hasMore, count, total }: Page): Targets {
  const to = (number: number) => ({ page: number, per_page: limit });
  const isEnd = !hasMore && (count > 0 || page === 0);
  const known = total ?? (isEnd ? page * limit + count : undefined);
  return {
    first: to(0),
    next: hasMore ? to(page + 1) : undefined,
    last: known === undefined ? undefined : to(Math.max(0, Math.ceil(known / limit) - 1)),
  };
}

/** The checkpoints of a list: where it begins, and where it goes on. */
export function checkpoints(take: number, next: string | undefined): Targets {
  return {
    first: { from: undefined, take },
    next: next === undefined ? undefined : { from: next, take },
  };
}
