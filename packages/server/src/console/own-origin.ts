import { HttpError } from '@clientele/model';
import type { FastifyRequest } from 'fastify';

/**
 * Lets only pages of this server sign somebody in, so that no other page can do so with an account of its own. Browsers say
 * in each such request where it comes from. Fetch standard, "Origin header"; Fetch Metadata, "Sec-Fetch-Site"
 * @throws HttpError (403)
 */
export async function requireOwnOrigin({ headers, tenant, protocol, host }: FastifyRequest): Promise<void> {
  const { origin, 'sec-fetch-site': site = 'same-origin' } = headers;
  // A proxy may not say that browsers use https, and development is used under many names.
  const own = [new URL(tenant.issuer).origin, `${protocol}://${host}`];
  if (origin !== undefined && own.includes(origin) && site === 'same-origin') return;
  throw new HttpError(
    403,
    `Only pages of this server may sign in: the header Origin must be ${own.join(' or ')}.`,
    { code: 'other_origin' },
  );
}
