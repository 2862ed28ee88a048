import type { answers } from './answers.js';

/** What is said of an operation beside its schemas. */
export interface Operation {
  id: string;
  summary: string;
  tag: string;
  /** The status of a success, with what it holds. */
  success: [status: 200 | 201 | 204, answer: keyof typeof answers];
  /** The refusals that are possible besides those of every operation. */
  refusals: readonly number[];
}

function operations(tag: string, table: Record<string, [string, string, Operation['success'], number[]]>) {
  return Object.entries(table).map(([route, [id, summary, success, refusals]]): [string, Operation] => [
    route,
    { id, summary, tag, success, refusals },
  ]);
}

/** Every operation by method and path. management-api.md 1 to 7 */
export const operationTable: ReadonlyMap<string, Operation> = new Map([
  ...operations('Clients', {
    'GET /api/v2/clients': ['listClients', 'List clients', [200, 'clients'], [400]],
    'POST /api/v2/clients': ['createClient', 'Register a client', [201, 'client'], [400, 404]],
    'GET /api/v2/clients/{id}': ['getClient', 'Read a client', [200, 'client'], [400, 404]],
    'PATCH /api/v2/clients/{id}': ['updateClient', 'Change a client', [200, 'client'], [400, 404]],
    'DELETE /api/v2/clients/{id}': [
      'deleteClient',
      'Delete a client with all that belongs to it',
      [204, 'nothing'],
      [400],
    ],
    'POST /api/v2/clients/{id}/rotate-secret': [
      'rotateClientSecret',
      'Give a client a new secret',
      [200, 'client'],
      [400, 404],
    ],
    'GET /api/v2/clients/{id}/connections': [
      'listClientConnections',
      'List the connections of a client',
      [200, 'clientConnections'],
      [400, 404],
    ],
  }),
  ...operations('Credentials', {
    'GET /api/v2/clients/{id}/credentials': [
      'listCredentials',
      'List the credentials of a client',
      [200, 'credentials'],
      [404],
    ],
    'POST /api/v2/clients/{id}/credentials': [
      'createCredential',
      'Add a credential to a client',
      [201, 'credential'],
      [400, 404],
    ],
    'GET /api/v2/clients/{id}/credentials/{credentialId}': [
      'getCredential',
      'Read a credential',
      [200, 'credential'],
      [404],
    ],
    'PATCH /api/v2/clients/{id}/credentials/{credentialId}': [
      'updateCredential',
      'Change when a credential expires',
      [200, 'credential'],
      [400, 404],
    ],
    'DELETE /api/v2/clients/{id}/credentials/{credentialId}': [
      'deleteCredential',
      'Delete a credential, enabled or not',
      [204, 'nothing'],
      [404],
    ],
  }),
  ...operations('Client grants', {
    'GET /api/v2/client-grants': ['listClientGrants', 'List client grants', [200, 'clientGrants'], [400]],
    'POST /api/v2/client-grants': [
      'createClientGrant',
      'Grant a client scopes of an API',
      [201, 'clientGrant'],
      [400, 404, 409],
    ],
    'GET /api/v2/client-grants/{id}': ['getClientGrant', 'Read a client grant', [200, 'clientGrant'], [404]],
    'PATCH /api/v2/client-grants/{id}': [
      'updateClientGrant',
      'Change a client grant',
      [200, 'clientGrant'],
      [400, 404],
    ],
    'DELETE /api/v2/client-grants/{id}': [
      'deleteClientGrant',
      'Delete a client grant',
      [204, 'nothing'],
      [400],
    ],
    'GET /api/v2/client-grants/{id}/organizations': [
      'listClientGrantOrganizations',
      'List the organizations of a client grant: none',
      [200, 'organizations'],
      [400, 404],
    ],
  }),
  ...operations('Resource servers', {
    'GET /api/v2/resource-servers': ['listResourceServers', 'List APIs', [200, 'resourceServers'], [400]],
    'POST /api/v2/resource-servers': [
      'createResourceServer',
      'Register an API',
      [201, 'resourceServer'],
      [400, 409],
    ],
    'GET /api/v2/resource-servers/{id}': [
      'getResourceServer',
      'Read an API, by id or by encoded identifier',
      [200, 'resourceServer'],
      [400, 404],
    ],
    'PATCH /api/v2/resource-servers/{id}': [
      'updateResourceServer',
      'Change an API',
      [200, 'resourceServer'],
      [400, 404],
    ],
    'DELETE /api/v2/resource-servers/{id}': [
      'deleteResourceServer',
      'Delete an API with its client grants',
      [204, 'nothing'],
      [400],
    ],
  }),
  ...operations('Connections', {
    'GET /api/v2/connections': ['listConnections', 'List connections', [200, 'connections'], [400]],
    'POST /api/v2/connections': [
      'createConnection',
      'Make a connection',
      [201, 'connection'],
      [400, 404, 409],
    ],
    'GET /api/v2/connections/{id}': ['getConnection', 'Read a connection', [200, 'connection'], [400, 404]],
    'PATCH /api/v2/connections/{id}': [
      'updateConnection',
      'Change a connection',
      [200, 'connection'],
      [400, 404],
    ],
    'DELETE /api/v2/connections/{id}': ['deleteConnection', 'Delete a connection', [204, 'nothing'], []],
    'GET /api/v2/connections/{id}/clients': [
      'listConnectionClients',
      'List the clients of a connection',
      [200, 'connectionClients'],
      [400, 404],
    ],
    'PATCH /api/v2/connections/{id}/clients': [
      'updateConnectionClients',
      'Say which clients a connection is for',
      [204, 'nothing'],
      [400, 404],
    ],
  }),
  ...operations('Tenant', {
    'GET /api/v2/tenants/settings': [
      'getTenantSettings',
      'Read the settings of the tenant',
      [200, 'tenantSettings'],
      [400],
    ],
  }),
  ...operations('Signing keys', {
    'GET /api/v2/keys/signing': ['listSigningKeys', 'List the signing keys', [200, 'signingKeys'], []],
    'GET /api/v2/keys/signing/{kid}': ['getSigningKey', 'Read a signing key', [200, 'signingKey'], [404]],
    'POST /api/v2/keys/signing/rotate': [
      'rotateSigningKeys',
      'Sign with the next keys from now on',
      [201, 'changedSigningKey'],
      [400],
    ],
    'PUT /api/v2/keys/signing/{kid}/revoke': [
      'revokeSigningKey',
      'End an earlier or the next signing key at once',
      [200, 'changedSigningKey'],
      [400, 404],
    ],
  }),
  ...operations('Log', {
    'GET /api/v2/logs': ['listLogs', 'List log events, newest first', [200, 'logs'], [400]],
    'GET /api/v2/logs/{id}': ['getLog', 'Read a log event', [200, 'log'], [400, 404]],
  }),
  ...operations('Tokens', {
    'POST /oauth/token': ['issueToken', 'Get an access token', [200, 'token'], [400, 401, 403, 429, 503]],
    'GET /.well-known/openid-configuration': [
      'getOpenidConfiguration',
      'Read the metadata of the server',
      [200, 'metadata'],
      [],
    ],
    'GET /.well-known/oauth-authorization-server': [
      'getServerMetadata',
      'Read the metadata of the server',
      [200, 'metadata'],
      [],
    ],
    'GET /.well-known/jwks.json': ['getKeys', 'Read the keys that verify tokens', [200, 'keys'], []],
  }),
  ...operations('Service', {
    'GET /health': ['getHealth', 'Ask whether the server can serve requests', [200, 'readiness'], [503]],
    'GET /health/live': ['getLiveness', 'Ask whether the process runs', [200, 'liveness'], []],
    'GET /health/ready': [
      'getReadiness',
      'Ask whether the server can serve requests',
      [200, 'readiness'],
      [503],
    ],
  }),
]);
