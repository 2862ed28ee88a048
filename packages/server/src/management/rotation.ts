import {
  type AcceptedUse,
  type ClientSecret,
  type Credential,
  presentCredential,
  presentSecret,
  rotatingOf,
  rotationVerdict,
} from '@clientele/model';
import * as Type from 'typebox';
import type { TenantStorage } from '../storage/port/port.js';
import type { Accepted, LastUse } from '../storage/port/usage.js';
import { presentLastUse } from './answers/last-used.js';
import { operation } from './answers/operation.js';
import { rotationBody } from './answers/rotation-body.js';
import { inexistentClient } from './clients.js';
import type { ManagementApp, ManagementContext } from './requests/context.js';

const day = 86_400;
const Path = Type.Object({ id: Type.String() });
const Query = Type.Object({
  window: Type.Optional(
    Type.Integer({
      minimum: 1,
      maximum: 90 * day,
      default: day,
      description:
        'For how many seconds nothing but the primary may have been accepted: a second to 90 days.',
    }),
  ),
});

/** `/clients/{id}/rotation`. docs/decisions/0118 */
export function rotationRoute(app: ManagementApp, { allow, now }: ManagementContext): void {
  app.get(
    '/clients/:id/rotation',
    {
      config: operation({
        id: 'getClientRotation',
        summary: 'Whether all secrets and credentials but the primary may be retired',
        tag: 'Secrets',
        success: [200, rotationBody],
        refusals: [400, 404],
      }),
      onRequest: allow('read:client_keys', 'read:client_credentials'),
      schema: { params: Path, querystring: Query },
    },
    async ({ tenant: { storage }, params: { id }, query: { window = day } }) => {
      const client = await storage.clients.find(id);
      if (!client) throw inexistentClient();
      const secrets = await storage.clientSecrets.list(id);
      const credentials = await storage.credentials.list(id);
      const rotating = rotatingOf(client, { secrets, credentials }, now());
      const { remaining } = rotating;
      // Before the counts, so that these are not older than what is said of them.
      const reportedUntil = await storage.usage.reportedUntil();
      const observed = await storage.usage.observed();
      const since = now() - window * 1000;
      const { accepted, uses } = await usesOf(storage, id, { since, shown: [...secrets, ...credentials] });
      const others = accepted
        .filter(({ credentialId }) => credentialId !== remaining)
        .map((use) => named(use, { secrets, credentials, uses }));
      const alive = await storage.usage.aliveUntil(id, { except: remaining });
      return {
        ...rotationVerdict({
          now: now(),
          window: window * 1000,
          clientCreatedAt: Date.parse(client.created_at),
          primaryWorks: rotating.works,
          reportedUntil,
          observed,
          others,
        }),
        window_seconds: window,
        observed_since: observed ? new Date(observed.since).toISOString() : null,
        primary_id: remaining ?? null,
        secrets: secrets.map((one) => ({ ...presentSecret(one), ...presentLastUse(uses.get(one.id)) })),
        credentials: rotating.credentials.map(({ credential, state }) => ({
          ...presentCredential(credential),
          state,
          ...presentLastUse(uses.get(credential.id)),
        })),
        tokens_alive_until: alive === undefined ? null : new Date(alive).toISOString(),
      };
    },
  );
}

/** What was accepted since a time, and how all of that and all that is shown was used. */
async function usesOf(
  { usage }: TenantStorage,
  clientId: string,
  { since, shown }: { since: number; shown: readonly { id: string }[] },
): Promise<{ accepted: Accepted[]; uses: Map<string, LastUse> }> {
  const accepted = await usage.acceptedSince(clientId, since);
  const ids = new Set([...shown.map(({ id }) => id), ...accepted.map(({ credentialId }) => credentialId)]);
  return { accepted, uses: await usage.lastUses(clientId, [...ids]) };
}

/** One that is gone has no name any more. */
function named(
  { credentialId: id, count, lastAt }: Accepted,
  known: {
    secrets: readonly ClientSecret[];
    credentials: readonly Credential[];
    uses: Map<string, LastUse>;
  },
): AcceptedUse {
  const it = [...known.secrets, ...known.credentials].find((one) => one.id === id);
  const kind = id.startsWith('cred_') ? 'credential' : 'secret';
  const lastAddress = known.uses.get(id)?.addresses[0]?.value;
  return { kind, id, name: it?.name, deleted: !it, count, lastAt, lastAddress };
}
