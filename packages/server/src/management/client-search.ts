import {
  askedProperties,
  type Expression,
  excerpt,
  insufficientScope,
  isVisible,
  type PresentableClient,
  parseClientSearch,
  parseFields,
  parseLastMoment,
  parseMoment,
  presentClient,
  propertiesOfMethod,
  RuleError,
  requireVisible,
  searchedMethods,
  searchParsers,
  showsOnlyCore,
} from '@clientele/model';
import type { FastifyRequest } from 'fastify';
import * as Type from 'typebox';
import type { Found } from '../storage/port/listing.js';
import type { ClientSearch, Period } from '../storage/port/stores.js';
import { foundClientsBody, neverFound } from './answers/client-body.js';
import { sendFound } from './answers/found.js';
import { operation } from './answers/operation.js';
import { admitting, checkpointParameters } from './answers/page.js';
import { fieldParameters } from './clients.js';
import { longestAsked, observedSince, reportScopes } from './credential-reports.js';
import type { ManagementApp, ManagementContext } from './requests/context.js';

/** A total is exact up to this; one more says that there are at least as many. */
const exactTotal = 10_000;
const mostEntries = 10;

const time = (description: string) =>
  Type.Optional(Type.String({ minLength: 1, maxLength: 40, description }));

/** Query of GET /clients/search; `metadata.` can be followed by any key. docs/decisions/0086 */
export const SearchQuery = Type.Object({
  q: Type.Optional(
    Type.String({
      minLength: 1,
      maxLength: 1000,
      examples: ['robot'],
      description:
        'Comparisons of client_id, external_client_id, name, app_type, is_first_party, updated_at, metadata.KEY, client_grant.organization_id and client_grant.allow_any_organization, at most five. Without parser, other text is looked for in name, description, client id and external id, in any case.',
    }),
  ),
  parser: Type.Optional(
    Type.Enum([...searchParsers], { description: 'The language of q; lucene where q is a comparison.' }),
  ),
  app_type: Type.Optional(
    Type.String({ minLength: 1, maxLength: 1000, description: 'Comma-separated list of types.' }),
  ),
  is_first_party: Type.Optional(Type.Boolean({ description: 'Only first-party clients, or only others.' })),
  is_global: Type.Optional(Type.Boolean({ description: 'Only the global client, or all others.' })),
  method: Type.Optional(
    Type.Enum([...searchedMethods], {
      description:
        'Only clients that authenticate like this; client_secret is any way to send a secret, also where none is named.',
    }),
  ),
  'metadata.KEY': Type.Optional(
    Type.String({ maxLength: 255, description: 'Only clients that have this value in client_metadata.KEY.' }),
  ),
  created_from: time('Only clients made at this day or time, or later.'),
  created_to: time('Only clients made at this day or time, or earlier.'),
  updated_from: time('Only clients last changed at this day or time, or later.'),
  updated_to: time('Only clients last changed at this day or time, or earlier.'),
  expiring_within: Type.Optional(
    Type.Integer({
      minimum: 1,
      maximum: longestAsked,
      description:
        'Seconds: only clients of which a secret, key or certificate expires within them, or has expired in the last 30 days.',
    }),
  ),
  unused_for: Type.Optional(
    Type.Integer({
      minimum: 1,
      maximum: longestAsked,
      description:
        'Seconds: only clients of which a secret, key or certificate is older and was not accepted within them; observed_since says since when use is counted.',
    }),
  ),
  sort: Type.Optional(
    Type.String({
      pattern: '^(name|client_id|created_at|updated_at)(:(asc|desc))?$',
      default: 'created_at:asc',
      description: 'name, client_id, created_at or updated_at, with :asc or :desc; created_at:asc otherwise.',
    }),
  ),
  ...checkpointParameters,
  ...fieldParameters,
  fields: Type.Optional(
    Type.String({
      maxLength: 4000,
      pattern: '^[^,]*(,[^,]*){0,49}$',
      description: 'Comma-separated list of at most 50 properties.',
    }),
  ),
  include_totals: Type.Optional(
    Type.Boolean({ default: false, description: 'Whether the total is answered too.' }),
  ),
});
type SearchQuery = Type.Static<typeof SearchQuery>;

/** The scopes of which each lets a token search. management-api.md 2.10 */
const searchScopes = ['read:clients', 'read:client_summary'] as const;

/** `/clients/search`. docs/decisions/0086, 0097 */
export function clientSearchRoute(app: ManagementApp, { allow }: ManagementContext): void {
  app.get(
    '/clients/search',
    {
      config: operation({
        id: 'searchClients',
        summary: 'Search clients by text, properties, metadata and times',
        tag: 'Clients',
        success: [200, foundClientsBody],
        refusals: [400],
      }),
      onRequest: allow(...searchScopes),
      schema: { querystring: SearchQuery },
    },
    async (request, reply) => {
      const { query, caller } = request;
      const { clients, cursors } = request.tenant.storage;
      const view = { scopes: caller.scopes, fields: parseFields(query.fields, query.include_fields) };
      const search = searchOf(request);
      return sendFound<PresentableClient>(reply, {
        name: 'clients',
        search,
        cursors,
        find: (window): Promise<Found<PresentableClient>> =>
          showsOnlyCore(view)
            ? clients.searchCores(search, window)
            : clients.search(search, window, admitting(reply)),
        present: (client) => asFound(presentClient(client, { ...view, inList: true })),
        total: query.include_totals ? () => clients.countFound(search, exactTotal + 1) : undefined,
        page: query,
        besides: query.unused_for === undefined ? {} : await observedSince(request.tenant.storage),
      });
    },
  );
}

/** A client as it is shown, which is new with each answer. */
function asFound(shown: Record<string, unknown>): Record<string, unknown> {
  for (const name of neverFound) delete shown[name];
  return shown;
}

/**
 * What is searched.
 * @throws RuleError (403) for what the caller may not see of clients, (400) for what is not understood.
 */
function searchOf(request: FastifyRequest<{ Querystring: SearchQuery }>): ClientSearch {
  const { query, caller } = request;
  const [by = 'created_at', direction] = (query.sort ?? '').split(':').filter((part) => part !== '');
  const metadata = metadataOf(request);
  const created = periodOf('created', query.created_from, query.created_to);
  const updated = periodOf('updated', query.updated_from, query.updated_to);
  const { text, expression } = wordsOf(query);
  const compared = expression && askedProperties(expression);
  const asked = {
    is_first_party: query.is_first_party !== undefined,
    global: query.is_global !== undefined,
    client_metadata: metadata !== undefined,
    created_at: created !== undefined || query.sort?.startsWith('created_at'),
    updated_at: updated !== undefined || by === 'updated_at',
  };
  requireVisible(
    [
      ...(query.method === undefined ? [] : propertiesOfMethod(query.method)),
      ...(compared?.properties ?? []),
      ...Object.entries(asked).flatMap(([name, isAsked]) => (isAsked ? [name] : [])),
    ],
    caller.scopes,
  );
  if (compared?.grants && !caller.scopes.has('read:client_grants'))
    throw insufficientScope(['read:client_grants']);
  const asksOfCredentials = query.expiring_within !== undefined || query.unused_for !== undefined;
  if (asksOfCredentials && !reportScopes.some((scope) => caller.scopes.has(scope)))
    throw insufficientScope(reportScopes);
  return {
    expression,
    text,
    // Others search in what they see.
    withExternalId: text === undefined ? undefined : isVisible('external_client_id', caller.scopes),
    appTypes: query.app_type?.split(','),
    isFirstParty: query.is_first_party,
    isGlobal: query.is_global,
    method: query.method,
    metadata,
    created,
    updated,
    expiringWithin: query.expiring_within === undefined ? undefined : query.expiring_within * 1000,
    unusedFor: query.unused_for === undefined ? undefined : query.unused_for * 1000,
    sort: { by: by as ClientSearch['sort']['by'], descending: direction === 'desc' },
  };
}

/** What `q` asks. */
function wordsOf({ q, parser }: SearchQuery): { text?: string; expression?: Expression } {
  return q === undefined ? {} : parseClientSearch(q, parser);
}

const metadataPrefix = 'metadata.';

/** The schema cannot name these parameters, whose names hold the keys. */
function metadataOf({ url }: FastifyRequest): [key: string, value: string][] | undefined {
  const entries = [...new URL(url, 'http://localhost').searchParams]
    .filter(([name]) => name.startsWith(metadataPrefix))
    .map(([name, value]): [string, string] => [name.slice(metadataPrefix.length), value]);
  if (entries.length === 0) return undefined;
  if (entries.length > mostEntries)
    throw invalid('metadata', `At most ${mostEntries} entries can be asked for`);
  const unreadable = entries.find((entry) => entry.some((text) => text.includes('\u0000')));
  if (unreadable) throw invalid('metadata', 'Text with the character U+0000 is not allowed');
  return entries;
}

function periodOf(name: string, from: string | undefined, to: string | undefined): Period | undefined {
  if (from === undefined && to === undefined) return undefined;
  return {
    from: from === undefined ? undefined : known(`${name}_from`, from, parseMoment(from)),
    to: to === undefined ? undefined : known(`${name}_to`, to, parseLastMoment(to)),
  };
}

function known(parameter: string, text: string, time: number | undefined): number {
  if (time === undefined) throw invalid(parameter, `Not a date or time: ${excerpt(text)}`);
  return time;
}

function invalid(parameter: string, rule: string): RuleError {
  return new RuleError(
    400,
    'invalid_query_string',
    `Query validation error: '${rule}' on property ${parameter}.`,
  );
}
