import { parseLogQuery, presentLogEvent, RuleError } from '@clientele/model';
import * as Type from 'typebox';
import type { LogWindow, StoredLogEvent } from '../storage/port/stores.js';
import type { Tenant } from '../tenancy/tenants.js';
import { checkpoints, linkPages, pagesAround, type Targets } from './answers/links.js';
import { logBody, logsBody } from './answers/log-body.js';
import { operation } from './answers/operation.js';
import { pageParameters, perPage } from './answers/page.js';
import { selectFields, simpleFieldParameters } from './answers/simple-fields.js';
import type { ManagementApp, ManagementContext } from './requests/context.js';

const terms = (description: string) =>
  Type.Optional(Type.String({ minLength: 1, maxLength: 1000, description }));

const Path = Type.Object({ id: Type.String() });
const GetQuery = Type.Object(simpleFieldParameters);
const ListQuery = Type.Object({
  ...pageParameters,
  per_page: perPage(0),
  from: Type.Optional(
    Type.String({
      pattern: '^log_[0-9a-f]{30}$',
      description: 'Id of the log event after which to continue, oldest first.',
    }),
  ),
  ...simpleFieldParameters,
  sort: Type.Optional(
    Type.Enum(['date:1', 'date:-1'], {
      default: 'date:-1',
      description: 'By date, oldest (1) or newest (-1, the default) first.',
    }),
  ),
  q: terms(
    'Terms joined by AND: type:feccft, type:(sapi OR fapi), client_id:<id>, user_id:<id>, details.client_id:<id>, details.request_id:<id>, date:[2026-01-01 TO *].',
  ),
  search: terms('The same terms, which may be joined by spaces, too.'),
});
type ListQuery = Type.Static<typeof ListQuery>;

/** As far as pages reach, and totals count; beyond it, `from` and `take` walk the log. docs/decisions/0020 */
const reach = 1000;

/** `/logs`: list and get. docs/decisions/0020 */
export function logRoutes(app: ManagementApp, { allow, environmentName }: ManagementContext): void {
  const present = ({ id, issuer }: Tenant, event: StoredLogEvent) =>
    presentLogEvent(event, { hostname: new URL(issuer).hostname, tenantName: id, environmentName });

  app.get(
    '/logs',
    {
      config: operation({
        id: 'listLogs',
        summary: 'List log events, newest first',
        tag: 'Log',
        success: [200, logsBody],
        refusals: [400],
      }),
      onRequest: allow('read:logs'),
      schema: { querystring: ListQuery },
    },
    async (request, reply) => {
      const { query } = request;
      const { logEvents } = request.tenant.storage;
      const filter = parseLogQuery(query);
      const window = windowOf(query);
      const events = await logEvents.list(filter, window);
      const isPaged = query.include_totals === true && 'offset' in window;
      const total = isPaged ? await logEvents.count(filter, reach) : undefined;
      linkPages(reply, pointers(window, events, total));
      const logs = events.map((event) => selectFields(present(request.tenant, event), query));
      if (total === undefined || !('offset' in window)) return logs;
      return { start: window.offset, limit: window.limit, length: logs.length, total, logs };
    },
  );

  app.get(
    '/logs/:id',
    {
      config: operation({
        id: 'getLog',
        summary: 'Read a log event',
        tag: 'Log',
        success: [200, logBody],
        refusals: [400, 404],
      }),
      onRequest: allow('read:logs'),
      schema: { params: Path, querystring: GetQuery },
    },
    async (request) => {
      const event = await request.tenant.storage.logEvents.find(request.params.id);
      if (!event) throw new RuleError(404, 'inexistent_log', 'The log event does not exist');
      return selectFields(present(request.tenant, event), request.query);
    },
  );
}

function windowOf(query: ListQuery): LogWindow {
  // Libraries send what belongs to pages along with these.
  if (query.take !== undefined || query.from !== undefined)
    return { limit: query.take ?? 50, writtenAfter: query.from };
  const limit = query.per_page ?? 50;
  const offset = (query.page ?? 0) * limit;
  if (offset + limit > reach)
    throw invalid('page', `Pages reach the first ${reach} log events; use from and take to read on`);
  return { limit, offset, newestFirst: query.sort !== 'date:1' };
}

/** A full page may have more after it, which only reading on tells; pages end where they reach no further. */
function pointers(window: LogWindow, events: readonly StoredLogEvent[], total: number | undefined): Targets {
  const { limit } = window;
  const isFull = limit > 0 && events.length === limit;
  if (!('offset' in window)) return checkpoints(limit, isFull ? events.at(-1)?.id : undefined);
  const page = limit === 0 ? 0 : window.offset / limit;
  const end = window.offset + limit;
  const hasMore = isFull && end + limit <= reach && (total === undefined || end < total);
  // A full page says nothing of the end.
  const known = total ?? (isFull ? undefined : window.offset + events.length);
  const { last, ...others } = pagesAround({ page, limit, hasMore, count: events.length, total: known });
  if (limit === 0) return {};
  return known === undefined ? others : { ...others, last };
}

function invalid(property: keyof ListQuery, rule: string): RuleError {
  return new RuleError(
    400,
    'invalid_query_string',
    `Query validation error: '${rule}' on property ${property}.`,
  );
}
