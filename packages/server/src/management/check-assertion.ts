import * as Type from 'typebox';
import { assertionCheckBody } from './answers/credential-body.js';
import { operation } from './answers/operation.js';
import { inexistentClient } from './clients.js';
import type { ManagementApp, ManagementContext } from './requests/context.js';

const ClientPath = Type.Object({ id: Type.String() });

const CheckBody = Type.Object(
  {
    assertion: Type.String({
      minLength: 1,
      maxLength: 16_384,
      description: 'A client assertion, as it would be sent to the token endpoint',
    }),
  },
  { additionalProperties: false },
);

/** `POST /clients/{id}/check-assertion`: which rule the token endpoint would refuse an assertion by. docs/decisions/0125 */
export function checkAssertionRoute(
  app: ManagementApp,
  { allow, now, checkAssertion }: ManagementContext,
): void {
  app.post(
    '/clients/:id/check-assertion',
    {
      config: operation({
        id: 'checkClientAssertion',
        summary: 'Find out why an assertion of a client is refused',
        tag: 'Credentials',
        success: [200, assertionCheckBody],
        refusals: [400, 404],
        asksOnly: true,
        body: { example: { assertion: 'eyJhbGciOiJSUzI1NiJ9.eyJzdWIiOiJDTElFTlRfSUQifQ.c2lnbmF0dXJl' } },
      }),
      onRequest: allow('read:client_credentials'),
      schema: { params: ClientPath, body: CheckBody },
    },
    async ({ tenant, params, body }) => {
      const at = now();
      const { assertion } = body;
      const found = await checkAssertion(tenant, { assertion, clientId: params.id, now: at });
      if (!found) throw inexistentClient();
      const { checks, jws, credentialId, alreadyUsed } = found;
      const refusing = checks.find(({ outcome }) => outcome === 'failed');
      return {
        accepted: refusing === undefined,
        reason: refusing?.rule ?? null,
        message: refusing?.message ?? 'The token endpoint would accept it.',
        checked_at: new Date(at).toISOString(),
        checks,
        ...(jws && { header: jws.header, claims: jws.payload }),
        ...(credentialId !== undefined && { credential_id: credentialId }),
        ...(alreadyUsed !== undefined && { already_used: alreadyUsed }),
      };
    },
  );
}
