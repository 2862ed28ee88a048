import {
  type Client,
  ClientAppTypeEnum,
  type ClientCreate,
  ClientCreateAppTypeEnum,
  ClientCreateOrganizationUsageEnum,
  ClientCreateTokenEndpointAuthMethodEnum,
  ClientTokenEndpointAuthMethodEnum,
  type ClientUpdate,
  ClientUpdateAppTypeEnum,
  type ManagementClient,
} from 'auth0';

export const body: ClientCreate = {
  name: 'A',
  app_type: ClientCreateAppTypeEnum.non_interactive,
  token_endpoint_auth_method: ClientCreateTokenEndpointAuthMethodEnum.client_secret_post,
  organization_usage: ClientCreateOrganizationUsageEnum.deny,
};
export const change: ClientUpdate = { app_type: ClientUpdateAppTypeEnum.spa };
export const isPublic = (client: Client): boolean =>
  client.token_endpoint_auth_method === ClientTokenEndpointAuthMethodEnum.none ||
  client.app_type === ClientAppTypeEnum.spa;
export const types: ClientAppTypeEnum[] = Object.values(ClientAppTypeEnum);

export const create = (management: ManagementClient, kind: ClientCreateAppTypeEnum) =>
  management.clients.create({ name: 'A', app_type: kind });
