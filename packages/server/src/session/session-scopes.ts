import { actedOnScopes, authenticatesBySecret, grantedScopes } from '@clientele/model';
import type { SessionIdentity } from '../storage/port/sessions.js';
import type { Tenant } from '../tenancy/tenants.js';
import { heldGrant } from './held-grant.js';

/** Who may sign in by a provider, and with which scopes. */
export interface AccessRule {
  by: 'email' | 'group' | 'subject';
  /** E-mail addresses in lower case. */
  value: string;
  scopes: readonly string[];
}

/** The ways of signing in that a server has now. */
export interface WaysToSignIn {
  link: boolean;
  client: boolean;
  provider?: { issuer: string; access: readonly AccessRule[] } | undefined;
}

/** The scopes that who signed in has now; undefined where that is over, and so the session. docs/decisions/0124 */
export async function sessionScopes(
  tenant: Tenant,
  { identity, ways }: { identity: SessionIdentity; ways: WaysToSignIn },
): Promise<ReadonlySet<string> | undefined> {
  switch (identity.method) {
    case 'link':
      return ways.link ? all : undefined;
    case 'client':
      return ways.client ? scopesOfClient(tenant, identity) : undefined;
    case 'provider':
      return ways.provider?.issuer === identity.issuer
        ? scopesByRules(ways.provider.access, identity)
        : undefined;
  }
}

const all: ReadonlySet<string> = new Set(actedOnScopes);

/** As its token would have, as long as the secret that was sent authenticates it. */
async function scopesOfClient(
  tenant: Tenant,
  { clientId, secretId }: { clientId: string; secretId: string },
): Promise<ReadonlySet<string> | undefined> {
  const held = await heldGrant(tenant, clientId);
  if (!held) return undefined;
  const known = await tenant.storage.clients.authentication(clientId, ({ secretDigests }) =>
    secretDigests.some(({ id }) => id === secretId),
  );
  if (!known || !authenticatesBySecret(known.client)) return undefined;
  if (!known.secretDigests.some(({ id }) => id === secretId)) return undefined;
  return new Set(grantedScopes(held.grant, held.resourceServer));
}

/** All that any rule gives; undefined where none is about this person. */
function scopesByRules(
  rules: readonly AccessRule[],
  { subject, verifiedEmail, groups }: Extract<SessionIdentity, { method: 'provider' }>,
): ReadonlySet<string> | undefined {
  const email = verifiedEmail?.toLowerCase();
  const isAbout = {
    email: (value: string) => value === email,
    group: (value: string) => groups.includes(value),
    subject: (value: string) => value === subject,
  };
  const held = rules.filter(({ by, value }) => isAbout[by](value));
  return held.length === 0 ? undefined : new Set(held.flatMap(({ scopes }) => scopes));
}
