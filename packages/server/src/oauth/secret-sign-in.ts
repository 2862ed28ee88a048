import type { FastifyRequest } from 'fastify';
import { countFailures } from './client-authentication.js';
import { verifyClientSecret } from './client-secret.js';
import type { FailedAuthentications } from './failed-authentications.js';
import type { TokenOutcome } from './token-outcome.js';
import { TokenRefusal, TooManyFailures } from './token-refusal.js';

/** The client that was found to have a secret. */
export interface SecretHolder {
  clientId: string;
  name: string;
  secretId: string;
}

/**
 * Finds the client of an id and a secret as the token endpoint does, with the same limit on failures, and makes no token;
 * undefined where they are refused. docs/decisions/0124
 * @throws TooManyFailures (429)
 */
export function secretSignIn({ now, failures }: { now: () => number; failures: FailedAuthentications }) {
  return async (
    { tenant, ip }: FastifyRequest,
    { clientId, secret }: { clientId: string; secret: string },
  ): Promise<SecretHolder | undefined> => {
    const outcome: TokenOutcome = {};
    // A person types them into a page, which is neither of the ways that a client can be registered for.
    const by = { rules: { errors: 'auth0' }, outcome } as const;
    const verify = () => verifyClientSecret(tenant, { clientId, secret, sentBy: 'client_secret_post' }, by);
    try {
      const client = await countFailures(failures, { tenant, clientId, ip, now: now() }, verify);
      const { secretId } = outcome;
      return secretId === undefined ? undefined : { clientId, name: client.name, secretId };
    } catch (error) {
      if (error instanceof TokenRefusal && !(error instanceof TooManyFailures)) return undefined;
      throw error;
    }
  };
}
