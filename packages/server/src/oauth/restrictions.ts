import type { ClientCore, ClientGrant, ResourceServer } from '@clientele/model';
import type { TokenParameters } from './token-request.js';

/** All that may restrict a token. */
export interface RestrictedSubject {
  client: ClientCore;
  resourceServer: ResourceServer;
  grant: ClientGrant;
  parameters: TokenParameters;
}

/** What forbids a plain bearer token here; a restriction that cannot be met is refused, never ignored. docs/decisions/0006 */
export const restrictions: readonly {
  applies: (subject: RestrictedSubject) => unknown;
  description: string;
}[] = [
  {
    applies: ({ resourceServer }) => resourceServer.subject_type_authorization?.client?.policy === 'deny_all',
    description:
      'The API does not issue tokens to clients (subject_type_authorization.client.policy is deny_all).',
  },
  {
    applies: ({ resourceServer }) => resourceServer.token_encryption,
    description: 'The API demands encrypted tokens (token_encryption), which are not supported.',
  },
  {
    applies: ({ resourceServer }) => demandsPossession(resourceServer),
    description: 'The API demands sender-constrained tokens (proof_of_possession), which are not supported.',
  },
  {
    applies: ({ resourceServer }) => resourceServer.authorization_policy,
    description: 'The API demands an authorization policy (authorization_policy), which is not supported.',
  },
  {
    applies: ({ client }) => client.require_proof_of_possession,
    description:
      'The client demands sender-constrained tokens (require_proof_of_possession), which are not supported.',
  },
  {
    applies: ({ client }) => (client.compliance_level ?? 'none') !== 'none',
    description:
      'The client demands the sender-constrained tokens of FAPI (compliance_level), which are not supported.',
  },
  {
    // A system grant is for the client's own work; what its type demands of logins does not stand against it.
    applies: ({ client, grant }) => client.organization_usage === 'require' && !grant.is_system,
    description: 'The client demands an organization (organization_usage), which is not supported.',
  },
  {
    applies: ({ client }) => client.default_organization?.flows.includes('client_credentials'),
    description: 'The client has a default organization (default_organization), which is not supported.',
  },
  {
    applies: ({ grant }) => grant.organization_usage === 'require',
    description: 'The client grant demands an organization (organization_usage), which is not supported.',
  },
  {
    applies: ({ parameters }) => parameters.has('organization'),
    description: 'The parameter organization is not supported.',
  },
  {
    applies: ({ parameters }) => parameters.has('authorization_details'),
    description: 'The parameter authorization_details is not supported.',
  },
];

/** Clients that can get a token of their own are never public ones. management-api.md 1.3 */
function demandsPossession({ proof_of_possession: possession }: ResourceServer): boolean {
  return possession?.required === true && possession.required_for !== 'public_clients';
}
