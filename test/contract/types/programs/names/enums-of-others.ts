import {
  ClientGrantCreateSubjectTypeEnum,
  ClientGrantOrganizationUsageEnum,
  ConnectionCreateStrategyEnum,
  GetClientGrantsSubjectTypeEnum,
  type ManagementClient,
  ResourceServerCreateSigningAlgEnum,
  ResourceServerTokenDialectEnum,
} from 'auth0';

export async function use({ clientGrants, resourceServers, connections }: ManagementClient) {
  await clientGrants.create({
    client_id: 'a',
    audience: 'https://api.example/',
    scope: [],
    subject_type: ClientGrantCreateSubjectTypeEnum.client,
    organization_usage: ClientGrantOrganizationUsageEnum.deny,
  });
  await clientGrants.getAll({ subject_type: GetClientGrantsSubjectTypeEnum.client });
  await resourceServers.create({
    identifier: 'https://api.example/',
    signing_alg: ResourceServerCreateSigningAlgEnum.RS256,
    token_dialect: ResourceServerTokenDialectEnum.access_token_authz,
  });
  await connections.create({ name: 'users', strategy: ConnectionCreateStrategyEnum.auth0 });
}
