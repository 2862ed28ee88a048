import {
  type ClientCreate,
  type ClientGrantCreate,
  type ClientUpdate,
  type ConnectionCreate,
  iterate,
  ManagementClient,
  type ResourceServerUpdate,
  type TenantSettingsUpdate,
} from '@clientele/sdk';

/** Parameters, bodies and options may be given as undefined, with exact optional properties too. */
export async function pass(
  management: ManagementClient,
  text: string | undefined,
  count: number | undefined,
) {
  const { clients, clientGrants, connections, resourceServers } = management;
  await clients.getAll({
    fields: text,
    page: count,
    include_totals: undefined,
    from: undefined,
    app_type: text,
  });
  await clients.get({ client_id: 'a', fields: text, include_fields: undefined });
  await clients.getEnabledConnections({ client_id: 'a', strategy: undefined, take: count });
  await clientGrants.getAll({ audience: text, per_page: count });
  await resourceServers.getAll({ identifiers: undefined, take: undefined });
  await connections.getAll({ name: text, strategy: undefined });
  await clients.create({ name: 'A', description: text, client_metadata: { team: text } });
  await clients.updateCredential({ client_id: 'a', credential_id: 'b' }, { expires_at: text });
  iterate(clients, { fields: text, take: count });
}

export const create: ClientCreate = {
  name: 'A',
  callbacks: undefined,
  jwt_configuration: { alg: undefined, lifetime_in_seconds: undefined },
  refresh_token: { rotation_type: 'rotating', expiration_type: 'expiring', leeway: undefined },
  mobile: { ios: undefined, android: { app_package_name: undefined } },
  client_authentication_methods: undefined,
};
export const update: ClientUpdate = {
  name: undefined,
  client_metadata: { a: undefined, b: null },
  signed_request_object: { required: undefined },
};
export const grant: ClientGrantCreate = { audience: 'a', scope: undefined, subject_type: undefined };
export const connection: ConnectionCreate = { name: 'a', strategy: 'auth0', options: undefined };
export const api: ResourceServerUpdate = {
  scopes: [{ value: 'a', description: undefined }],
  token_lifetime: undefined,
};
export const tenant: TenantSettingsUpdate = { friendly_name: undefined, flags: { enable_sso: undefined } };
export const management = new ManagementClient({
  domain: 'a',
  token: 'T',
  audience: undefined,
  telemetry: undefined,
});
