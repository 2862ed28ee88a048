import { type Expiring, presentAuthenticator, shownAfterExpiry } from '@clientele/model';
import * as Type from 'typebox';
import { expiringBody } from './answers/authenticator-body.js';
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

/** The scopes of which each lets a token see what authenticates clients. */
export const reportScopes = ['read:client_keys', 'read:client_credentials'] as const;

/** `/credentials/expiring`: about the secrets, keys and certificates of all clients. docs/decisions/0121 */
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
}
