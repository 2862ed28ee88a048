import type { Client, ClientGrant, ResourceServer } from '@clientele/model';
import type { TokenParameters } from './token-request.js';

/** All that may restrict a token. */
export interface RestrictedSubject {
  client: Client;
  resourceServer: ResourceServer;
  grant: ClientGrant;
  parameters: TokenParameters;
}

/** What forbids a plain bearer token here; a restriction that cannot be met is refused, never ignored. */
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
    applies: ({ resourceServer }) => resourceServer.proof_of_possession?.required,
    description: 'The API demands sender-constrained tokens (proof_of_possession), which are not supported.',
  },
  {
    applies: ({ resourceServer }) => resourceServer.authorization_policy,
    description: 'The API demands an authorization policy, which is not supported.',
  },
  {
    applies: ({ client }) => client.require_proof_of_possession,
    description:
      'The client demands sender-constrained tokens (require_proof_of_possession), which are not supported.',
  },
  {
    applies: ({ grant }) => grant.organization_usage === 'require',
    description: 'The client grant demands an organization (organization_usage), which is not supported.',
  },
  {
    applies: ({ parameters }) => parameters.has('organization'),
    description: 'The parameter organization is not supported.',
  },
];
