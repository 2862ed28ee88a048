import { randomBytes, timingSafeEqual } from 'node:crypto';
import {
  authenticates,
  type ClientSecret,
  clientSecretLength,
  endSecret,
  isThere,
  type PrefixedSecret,
  parsePrefixedSecret,
  RuleError,
} from '@clientele/model';
import * as Type from 'typebox';
import type { IdentifiedSecret } from '../storage/port/stores.js';
import type { Tenant } from '../tenancy/tenants.js';
import { foundSecretBody } from './answers/client-secret-body.js';
import { changeAndAnswer } from './answers/kept-answer.js';
import { operation } from './answers/operation.js';
import { requireScopes } from './requests/authorize.js';
import type { ManagementApp, ManagementContext } from './requests/context.js';
import { managementScopesOf } from './requests/escalation.js';

const LookupBody = Type.Object(
  {
    secret: Type.String({
      minLength: 1,
      maxLength: clientSecretLength.max,
      writeOnly: true,
      description: 'A secret that was found somewhere',
    }),
    revoke: Type.Optional(
      Type.Boolean({
        default: false,
        description:
          'Whether to end it at once, also where it is the last way in of its client; needs update:client_keys besides',
      }),
    ),
  },
  { additionalProperties: false },
);

/** `POST /secrets/lookup`: whose a secret is that carries its id, and its end. docs/decisions/0120 */
export function secretLookupRoute(app: ManagementApp, context: ManagementContext): void {
  const { allow, now, escalation } = context;
  app.post(
    '/secrets/lookup',
    {
      config: operation({
        id: 'lookUpSecret',
        summary: 'Find out whose a secret is, and end it if asked to',
        tag: 'Secrets',
        success: [200, foundSecretBody],
        refusals: [400, 404],
        body: { example: { secret: 'CLIENT_SECRET' } },
      }),
      onRequest: allow('read:client_keys'),
      schema: { body: LookupBody },
    },
    async (request, reply) => {
      const { secret: text, revoke = false } = request.body;
      if (revoke) requireScopes(request.caller, ['update:client_keys']);
      const { id } = parsed(text);
      const { clientId, secret } = await found(request.tenant, id, text);
      const held = revoke ? await managementScopesOf(request, clientId) : [];
      return changeAndAnswer(request, reply, async ({ clientSecrets }) => {
        if (!revoke) return { client_id: clientId, secret: presented(secret, now()) };
        const secrets = await clientSecrets.change(clientId, (current) => {
          escalation.authenticateAs(request, held);
          // A secret that leaked has to end, whatever else lets its client in.
          return { secrets: endSecret(current.secrets, { id, force: true }, { now: now() }) };
        });
        const ended = secrets?.find((one) => one.id === id);
        if (!secrets || !ended) throw unknownSecret();
        const working = secrets.filter((one) => authenticates(one, now())).length;
        return { client_id: clientId, secret: presented(ended, now()), working_secrets: working };
      });
    },
  );
}

/** @throws RuleError (400) for what cannot be looked up; it never quotes it. */
function parsed(text: string): PrefixedSecret {
  const secret = parsePrefixedSecret(text);
  if (secret === 'plain')
    throw new RuleError(
      400,
      'secret_not_prefixed',
      'Only a secret that begins with cls_ says whose it is: one that was made with CLIENTELE_SECRET_FORMAT=prefixed.',
    );
  if (secret === 'damaged')
    throw new RuleError(
      400,
      'secret_damaged',
      'This only looks like a secret: its length or its checksum is wrong. It was cut, changed or made up.',
    );
  return secret;
}

/** Stands in for a client that nobody has, so that looking for one costs what finding one does. */
const nobody = { clientId: '', digest: randomBytes(32).toString('base64url'), key: undefined };

/** @throws RuleError (404), the same for an unknown id and for another secret than the one of that id. */
async function found(tenant: Tenant, id: string, text: string): Promise<IdentifiedSecret> {
  const known = await tenant.storage.clientSecrets.identify(id);
  const { clientId, digest, key } = known ?? nobody;
  const matches = equal(tenant.storage.secretDigest(clientId, text, key), digest);
  if (!known || !matches) throw unknownSecret();
  return known;
}

function equal(presented: string, stored: string): boolean {
  const [left, right] = [Buffer.from(presented), Buffer.from(stored)];
  return left.length === right.length && timingSafeEqual(left, right);
}

function unknownSecret(): RuleError {
  return new RuleError(404, 'inexistent_secret', 'There is no such secret');
}

/** Also of one that has ended, and since when. */
function presented(secret: ClientSecret, now: number) {
  const { id, name, createdAt, expiresAt } = secret;
  const hasEnded = !isThere(secret, now);
  const end = expiresAt === undefined ? undefined : new Date(expiresAt).toISOString();
  return {
    id,
    ...(name !== undefined && { name }),
    state: hasEnded ? 'ended' : secret.state,
    created_at: new Date(createdAt).toISOString(),
    ...(end !== undefined && (hasEnded ? { ended_at: end } : { expires_at: end })),
  };
}
