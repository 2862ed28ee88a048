import { parseResourceServerQuery, searchParsers } from '@clientele/model';
import * as Type from 'typebox';
import type { FoundResourceServer } from '../storage/port/stores.js';
import { sendFound } from './answers/found.js';
import { operation } from './answers/operation.js';
import { admitting, checkpointParameters } from './answers/page.js';
import { foundResourceServersBody } from './answers/resource-server-body.js';
import { selectFields, simpleFieldParameters } from './answers/simple-fields.js';
import type { ManagementApp, ManagementContext } from './requests/context.js';
import { presentStored } from './resource-servers.js';

/** Query of GET /resource-servers/search. docs/decisions/0087 */
export const SearchQuery = Type.Object({
  q: Type.Optional(
    Type.String({
      minLength: 1,
      maxLength: 1000,
      examples: ['identifier:https*'],
      description: 'Comparisons of id, identifier, name and updated_at, at most five.',
    }),
  ),
  parser: Type.Optional(
    Type.Enum([...searchParsers], { default: 'lucene', description: 'The language of q.' }),
  ),
  sort: Type.Optional(
    Type.Enum(['identifier', 'name', 'updated_at'], {
      description: 'What the APIs are sorted by, ascending; otherwise the oldest comes first.',
    }),
  ),
  ...simpleFieldParameters,
  ...checkpointParameters,
});

/** `/resource-servers/search`. docs/decisions/0087 */
export function resourceServerSearchRoute(app: ManagementApp, { allow }: ManagementContext): void {
  app.get(
    '/resource-servers/search',
    {
      config: operation({
        id: 'searchResourceServers',
        summary: 'Search APIs',
        tag: 'Resource servers',
        success: [200, foundResourceServersBody],
        refusals: [400],
      }),
      onRequest: allow('read:resource_servers'),
      schema: { querystring: SearchQuery },
    },
    async (request, reply) => {
      const { query } = request;
      const { q, parser = 'lucene', sort } = query;
      const { resourceServers, cursors } = request.tenant.storage;
      const test = q === undefined ? () => true : parseResourceServerQuery(q, parser);
      return sendFound<FoundResourceServer>(reply, {
        name: 'resource_servers',
        search: { q, parser, sort },
        cursors,
        find: (window) => resourceServers.search({ test, sort }, window, admitting(reply).admit),
        present: (stored) => {
          const { signing_secret: _, ...shown } = presentStored(stored);
          return selectFields(shown, query);
        },
        page: query,
      });
    },
  );
}
