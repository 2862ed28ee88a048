import { type Expiring, presentAuthenticator, shownAfterExpiry } from '@clientele/model';
import * as Type from 'typebox';
import type { Unused } from '../storage/port/deadlines.js';
import type { TenantStorage } from '../storage/port/port.js';
import { expiringBody, unusedBody } from './answers/authenticator-body.js';
import { sendFound } from './answers/found.js';
import { operation } from './answers/operation.js';
import { checkpointPage, checkpointParameters } from './answers/page.js';
import type { ManagementApp, ManagementContext } from './requests/context.js';

const day = 86_400;
/** The longest time that can be asked about, in seconds: ten years. */
export const longestAsked = 3650 * day;

const ExpiringQuery = Type.Object({
  within: Type.Optional(
    Type.Integer({
      minimum: 1,
      maximum: longestAsked,
      default: 30 * day,
      description: 'Seconds from now: only what expires within them, or has expired in the last 30 days.',
    }),
  ),
  ...checkpointParameters,
});

const UnusedQuery = Type.Object({
  for: Type.Optional(
    Type.Integer({
      minimum: 1,
      maximum: longestAsked,
      default: 90 * day,
      description: 'Seconds: only what is older and was not accepted within them.',
    }),
  ),
  ...checkpointParameters,
});

/** Since when all use has been counted; null while it is not known whether it is. docs/decisions/0117 */
export async function observedSince({ usage }: TenantStorage): Promise<{ observed_since: string | null }> {
  const observed = await usage.observed();
  return { observed_since: observed ? new Date(observed.since).toISOString() : null };
}

/** The scopes of which each lets a token see what authenticates clients. */
export const reportScopes = ['read:client_keys', 'read:client_credentials'] as const;

/** `/credentials/expiring` and `/credentials/unused`: about the secrets, keys and certificates of all clients. docs/decisions/0121 */
export function credentialReportRoutes(app: ManagementApp, { allow, now }: ManagementContext): void {
  app.get(
    '/credentials/expiring',
    {
      config: operation({
        id: 'listExpiringCredentials',
        summary: 'List secrets, keys and certificates that expire soon, of all clients',
        tag: 'Credentials',
        success: [200, expiringBody],
        refusals: [400],
      }),
      onRequest: allow(...reportScopes),
      schema: { querystring: ExpiringQuery },
    },
    async ({ query, tenant }, reply) => {
      const { deadlines, cursors } = tenant.storage;
      const within = query.within ?? 30 * day;
      const period = { from: now() - shownAfterExpiry, to: now() + within * 1000 };
      return checkpointPage<Expiring>(
        reply,
        {
          name: 'credentials',
          filter: { expiring: within },
          cursors,
          read: (window) => deadlines.expiring(period, window),
          present: presentAuthenticator,
        },
        query,
      );
    },
  );

  app.get(
    '/credentials/unused',
    {
      config: operation({
        id: 'listUnusedCredentials',
        summary: 'List secrets, keys and certificates that were not used for some time, of all clients',
        tag: 'Credentials',
        success: [200, unusedBody],
        refusals: [400],
      }),
      onRequest: allow(...reportScopes),
      schema: { querystring: UnusedQuery },
    },
    async ({ query, tenant: { storage } }, reply) => {
      const { deadlines, cursors } = storage;
      const seconds = query.for ?? 90 * day;
      // What this server counted last is written before it is looked at.
      const besides = await observedSince(storage);
      return sendFound<Unused>(reply, {
        name: 'credentials',
        search: { unused: seconds },
        cursors,
        find: (window) => deadlines.unused(now() - seconds * 1000, window),
        present: ({ lastUsedAt, ...unused }) => ({
          ...presentAuthenticator(unused),
          ...(lastUsedAt !== undefined && { last_used_at: new Date(lastUsedAt).toISOString() }),
        }),
        page: query,
        besides,
      });
    },
  );
}
