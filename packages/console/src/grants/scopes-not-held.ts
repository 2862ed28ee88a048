import { actedOnScopes } from '@clientele/model/rules';
import type { ClientGrant } from '@clientele/sdk';
import { useSignedIn } from '../session/session-context.js';

/** What a grant is about to allow. */
export interface Allowance {
  audience: string;
  all: boolean;
  scopes: readonly string[];
}

/** The scopes of the Management API that would be given anew, and that the one who gives does not hold. */
export function useScopesNotHeld(
  { audience, all, scopes }: Allowance,
  grant: ClientGrant | undefined,
): readonly string[] {
  const { server, can } = useSignedIn();
  if (audience !== server.management_audience) return [];
  const before = new Set(grant?.allow_all_scopes ? actedOnScopes : grant?.scope);
  const given = new Set(all ? actedOnScopes : scopes);
  return actedOnScopes.filter((scope) => given.has(scope) && !before.has(scope) && !can(scope));
}
