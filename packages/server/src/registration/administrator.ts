import {
  administratorGrant,
  type Client,
  type ClientGrant,
  chosenSecret,
  generateSecret,
  type NewSecret,
  newClient,
  newClientGrantId,
  newClientId,
  type SecretFormat,
} from '@clientele/model';

/** A client that administers a registry, with its secret and its grant for the Management API. */
export interface Administrator {
  client: Client;
  secret: NewSecret;
  grant: ClientGrant;
}

/** What an administrator is made with; id and secret are generated unless given. */
export interface AdministratorFacts {
  tenant: string;
  managementApiId: string;
  name: string;
  description: string;
  clientId?: string | undefined;
  secret?: string | undefined;
  /** What a generated secret looks like; plain unless given. */
  secretFormat?: SecretFormat | undefined;
  /** Whether it holds also the Management scopes that Clientele does not act on. */
  allScopes?: boolean | undefined;
  random: (bytes: number) => Uint8Array;
}

/** Makes an administrator, which authenticates with a secret. docs/decisions/0104 */
export function makeAdministrator(facts: AdministratorFacts): Administrator {
  const { random, name, description, clientId = newClientId(random), secret: chosen } = facts;
  const client = newClient(
    {
      name,
      description,
      app_type: 'non_interactive',
      grant_types: ['client_credentials'],
      token_endpoint_auth_method: 'client_secret_post',
    },
    { clientId, tenant: facts.tenant, credentialIds: {} },
  );
  const grant = administratorGrant({
    id: newClientGrantId(random),
    clientId,
    resourceServerId: facts.managementApiId,
    withUnusedScopes: facts.allScopes,
  });
  const secret =
    chosen === undefined ? generateSecret(random, facts.secretFormat) : chosenSecret(random, chosen);
  return { client, secret, grant };
}
