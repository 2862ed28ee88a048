import {
  type ApiResponse,
  ClientGrantsManager,
  ClientsManager,
  type Configuration,
  ConnectionsManager,
  type InitOverride,
  type ManagementClient,
  ResourceServersManager,
} from '../../src/index.js';

/** The managers of a client, or as many made from one configuration. */
export type Managers = Pick<ManagementClient, 'clients' | 'clientGrants' | 'connections' | 'resourceServers'>;

/** One method of a manager, and the request that it makes. */
export interface Method {
  name: string;
  method: string;
  path: string;
  /** What it sends as JSON. */
  body?: object;
  /** Its answer has no data. */
  isVoid?: true;
  /** The names of its path parameters. */
  ids: string[];
  /** Calls it, with this in place of each id. */
  call(managers: Managers, overrides?: InitOverride, id?: string): Promise<ApiResponse<unknown>>;
}

/** Every manager by itself, without a ManagementClient. */
export function managersOf(configuration: Configuration): Managers {
  return {
    clients: new ClientsManager(configuration),
    clientGrants: new ClientGrantsManager(configuration),
    connections: new ConnectionsManager(configuration),
    resourceServers: new ResourceServersManager(configuration),
  };
}

const CLIENT = { name: 'App' };
const KEY = { credential_type: 'public_key', pem: 'PEM' } as const;
const EXPIRY = { expires_at: '2095-01-01T00:00:00.000Z' };
const GRANT = { client_id: 'c1', audience: 'https://api/', scope: ['read:a'] };
const CONNECTION = { name: 'users', strategy: 'auth0' } as const;
const API = { identifier: 'https://api/' };
const ENABLED = [{ client_id: 'c1', status: true }];

const credential = (id: string) => ({ client_id: id, credential_id: id });

const of = (line: string, call: Method['call'], more: Pick<Method, 'body' | 'isVoid'> = {}): Method => {
  const [name = '', method = '', template = ''] = line.split(' ');
  const ids = [...template.matchAll(/{(\w+)}/g)].map(([, id]) => id ?? '');
  return { name, method, path: template.replace(/{\w+}/g, 'i1'), ids, call, ...more };
};

/** All methods of the SDK. */
export const METHODS: Method[] = [
  of('clients.create POST /clients', ({ clients }, o) => clients.create(CLIENT, o), { body: CLIENT }),
  of(
    'clients.createCredential POST /clients/{client_id}/credentials',
    ({ clients }, o, id = 'i1') => clients.createCredential({ client_id: id }, KEY, o),
    { body: KEY },
  ),
  of(
    'clients.delete DELETE /clients/{client_id}',
    ({ clients }, o, id = 'i1') => clients.delete({ client_id: id }, o),
    { isVoid: true },
  ),
  of(
    'clients.deleteCredential DELETE /clients/{client_id}/credentials/{credential_id}',
    ({ clients }, o, id = 'i1') => clients.deleteCredential(credential(id), o),
    { isVoid: true },
  ),
  of('clients.get GET /clients/{client_id}', ({ clients }, o, id = 'i1') =>
    clients.get({ client_id: id }, o),
  ),
  of('clients.getAll GET /clients', ({ clients }, o) => clients.getAll({}, o)),
  of(
    'clients.getCredential GET /clients/{client_id}/credentials/{credential_id}',
    ({ clients }, o, id = 'i1') => clients.getCredential(credential(id), o),
  ),
  of('clients.getCredentials GET /clients/{client_id}/credentials', ({ clients }, o, id = 'i1') =>
    clients.getCredentials({ client_id: id }, o),
  ),
  of('clients.getEnabledConnections GET /clients/{client_id}/connections', ({ clients }, o, id = 'i1') =>
    clients.getEnabledConnections({ client_id: id }, o),
  ),
  of('clients.rotateClientSecret POST /clients/{client_id}/rotate-secret', ({ clients }, o, id = 'i1') =>
    clients.rotateClientSecret({ client_id: id }, o),
  ),
  of(
    'clients.update PATCH /clients/{client_id}',
    ({ clients }, o, id = 'i1') => clients.update({ client_id: id }, CLIENT, o),
    { body: CLIENT },
  ),
  of(
    'clients.updateCredential PATCH /clients/{client_id}/credentials/{credential_id}',
    ({ clients }, o, id = 'i1') => clients.updateCredential(credential(id), EXPIRY, o),
    { body: EXPIRY },
  ),
  of('clientGrants.create POST /client-grants', ({ clientGrants }, o) => clientGrants.create(GRANT, o), {
    body: GRANT,
  }),
  of(
    'clientGrants.delete DELETE /client-grants/{id}',
    ({ clientGrants }, o, id = 'i1') => clientGrants.delete({ id }, o),
    { isVoid: true },
  ),
  of('clientGrants.get GET /client-grants/{id}', ({ clientGrants }, o, id = 'i1') =>
    clientGrants.get({ id }, o),
  ),
  of('clientGrants.getAll GET /client-grants', ({ clientGrants }, o) => clientGrants.getAll({}, o)),
  of(
    'clientGrants.getAllOrganizations GET /client-grants/{id}/organizations',
    ({ clientGrants }, o, id = 'i1') => clientGrants.getAllOrganizations({ id }, o),
  ),
  of(
    'clientGrants.update PATCH /client-grants/{id}',
    ({ clientGrants }, o, id = 'i1') => clientGrants.update({ id }, { scope: ['read:a'] }, o),
    { body: { scope: ['read:a'] } },
  ),
  of('connections.create POST /connections', ({ connections }, o) => connections.create(CONNECTION, o), {
    body: CONNECTION,
  }),
  of(
    'connections.delete DELETE /connections/{id}',
    ({ connections }, o, id = 'i1') => connections.delete({ id }, o),
    { isVoid: true },
  ),
  of('connections.get GET /connections/{id}', ({ connections }, o, id = 'i1') => connections.get({ id }, o)),
  of('connections.getAll GET /connections', ({ connections }, o) => connections.getAll({}, o)),
  of('connections.getEnabledClients GET /connections/{id}/clients', ({ connections }, o, id = 'i1') =>
    connections.getEnabledClients({ id }, o),
  ),
  of(
    'connections.update PATCH /connections/{id}',
    ({ connections }, o, id = 'i1') => connections.update({ id }, { show_as_button: true }, o),
    { body: { show_as_button: true } },
  ),
  of(
    'connections.updateEnabledClients PATCH /connections/{id}/clients',
    ({ connections }, o, id = 'i1') => connections.updateEnabledClients({ id }, ENABLED, o),
    { body: ENABLED, isVoid: true },
  ),
  of(
    'resourceServers.create POST /resource-servers',
    ({ resourceServers }, o) => resourceServers.create(API, o),
    { body: API },
  ),
  of(
    'resourceServers.delete DELETE /resource-servers/{id}',
    ({ resourceServers }, o, id = 'i1') => resourceServers.delete({ id }, o),
    { isVoid: true },
  ),
  of('resourceServers.get GET /resource-servers/{id}', ({ resourceServers }, o, id = 'i1') =>
    resourceServers.get({ id }, o),
  ),
  of('resourceServers.getAll GET /resource-servers', ({ resourceServers }, o) =>
    resourceServers.getAll({}, o),
  ),
  of(
    'resourceServers.update PATCH /resource-servers/{id}',
    ({ resourceServers }, o, id = 'i1') => resourceServers.update({ id }, { name: 'API' }, o),
    { body: { name: 'API' } },
  ),
];
