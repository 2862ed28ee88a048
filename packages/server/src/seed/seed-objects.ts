import {
  type ClientCreate,
  type ClientGrant,
  type Connection,
  type CredentialCreate,
  type CredentialType,
  chooseClientIdScope,
  expressConfigurationGrant,
  newClientGrant,
  newClientGrantId,
  newConnection,
  newConnectionId,
  type ResourceServer,
  RuleError,
} from '@clientele/model';
import { type MadeClient, makeClient } from '../registration/client.js';
import type { CredentialRules } from '../registration/credential-rules.js';
import { makeResourceServer } from '../registration/resource-server.js';
import type { StoredResourceServer } from '../storage/port/stores.js';
import type { SeedDocument, SeedPath } from './seed-document.js';
import type { SeedClient, SeedGrant, SeedLists } from './seed-lists.js';

/** What a seed is made into objects with. */
export interface SeedFacts {
  tenant: { id: string; issuer: string; managementAudience: string };
  managementApi: ResourceServer;
  /** The id that the first administrator is to get; no client of the file may have it. */
  bootstrapClientId: string | undefined;
  credentialRules: CredentialRules;
  /** Milliseconds since the epoch. */
  now: number;
  random: (bytes: number) => Uint8Array;
}

/** A client with the API that it is the client of, and the grant that its type comes with. */
export interface SeededClient extends MadeClient {
  resourceServerId: string | undefined;
  grant: ClientGrant | undefined;
}

/** All that a seed file makes. */
export interface SeedObjects {
  resourceServers: StoredResourceServer[];
  clients: SeededClient[];
  grants: ClientGrant[];
  connections: { connection: Connection; enabledClients: string[] }[];
}

/** What a grant names the Management API by. */
const management = 'management';

/**
 * Makes the objects of a seed file, by the rules of the Management API.
 * @throws OperatorError that names file, line and property.
 */
export async function makeObjects(
  document: SeedDocument,
  lists: SeedLists,
  facts: SeedFacts,
): Promise<SeedObjects> {
  const seeding = { document, facts };
  const apis = await makeApis(seeding, lists);
  const clients = await makeClients(seeding, lists.clients, apis);
  const named = clientsByName(lists.clients, clients);
  const grants = makeGrants(seeding, lists.grants, { apis, named });
  const connections = lists.connections.map(({ path, body }) => {
    const ids = (body.enabled_clients ?? []).map(
      (name, index) =>
        clientNamed(document, named, { name, path: [...path, 'enabled_clients', index] }).client.client_id,
    );
    const made = byTheRules(document, path, () => newConnection(body, newConnectionId(facts.random)));
    return { connection: made, enabledClients: [...new Set(ids)] };
  });
  requireOnce(document, lists.connections, 'name', ({ body }) => body.name);
  return { resourceServers: [...apis.values()], clients, grants, connections };
}

interface Seeding {
  document: SeedDocument;
  facts: SeedFacts;
}

type Apis = ReadonlyMap<string, StoredResourceServer>;

async function makeApis({ document, facts }: Seeding, { resourceServers }: SeedLists): Promise<Apis> {
  const { issuer, managementAudience } = facts.tenant;
  requireOnce(document, resourceServers, 'identifier', ({ body }) => body.identifier);
  const apis = new Map<string, StoredResourceServer>();
  for (const { path, body } of resourceServers) {
    if (body.identifier === managementAudience || body.identifier === management)
      throw document.refusal(
        [...path, 'identifier'],
        'stands for the Management API, which is there already',
      );
    apis.set(
      body.identifier,
      await byTheRules(document, path, () => makeResourceServer(body, { issuer, random: facts.random })),
    );
  }
  return apis;
}

async function makeClients(
  { document, facts }: Seeding,
  written: readonly SeedClient[],
  apis: Apis,
): Promise<SeededClient[]> {
  const { tenant, now, random, bootstrapClientId, credentialRules } = facts;
  requireOnce(document, written, 'client_id', ({ clientId }) => clientId);
  const made: SeededClient[] = [];
  for (const { path, body, clientId, credentials } of written) {
    if (clientId !== undefined && clientId === bootstrapClientId)
      throw document.refusal([...path, 'client_id'], 'is that of CLIENTELE_BOOTSTRAP_CLIENT_ID');
    const { enabled, unused } = split(credentials);
    const client = await byTheRules(document, path, () =>
      makeClient(
        { ...body, ...(enabled && { client_authentication_methods: enabled }) },
        { tenant, now, random, clientId, unused, credentialRules },
      ),
    );
    const api = linkedApi(document, path, { identifier: body.resource_server_identifier, apis });
    made.push({ ...client, resourceServerId: api?.resourceServer.id, grant: grantOfType(client, facts) });
  }
  return made;
}

/** The method that a credential of a type is for. management-api.md 3 */
const methodOf: Readonly<Record<CredentialType, string>> = {
  public_key: 'private_key_jwt',
  cert_subject_dn: 'tls_client_auth',
  x509_cert: 'self_signed_tls_client_auth',
};

type Methods = NonNullable<ClientCreate['client_authentication_methods']>;

/** Credentials that are enabled become the client's methods; the others are kept beside them. */
function split(credentials: SeedClient['credentials']): {
  enabled: Methods | undefined;
  unused: CredentialCreate[];
} {
  const methods: Record<string, { credentials: CredentialCreate[] }> = {};
  const unused: CredentialCreate[] = [];
  for (const { enable, ...credential } of credentials) {
    if (!enable) {
      unused.push(credential);
      continue;
    }
    const method = methodOf[credential.credential_type];
    methods[method] = { credentials: [...(methods[method]?.credentials ?? []), credential] };
  }
  return { enabled: Object.keys(methods).length > 0 ? (methods as Methods) : undefined, unused };
}

function linkedApi(
  document: SeedDocument,
  path: SeedPath,
  { identifier, apis }: { identifier: string | undefined; apis: Apis },
): StoredResourceServer | undefined {
  if (identifier === undefined) return undefined;
  const api = apis.get(identifier);
  if (!api)
    throw document.refusal(
      [...path, 'resource_server_identifier'],
      `no entry of resource_servers has the identifier ${identifier}`,
    );
  return api;
}

function grantOfType({ client }: MadeClient, { managementApi, random }: SeedFacts): ClientGrant | undefined {
  if (client.app_type !== 'express_configuration') return undefined;
  return expressConfigurationGrant({
    id: newClientGrantId(random),
    clientId: client.client_id,
    resourceServerId: managementApi.id,
  });
}

type NamedClients = ReadonlyMap<string, readonly SeededClient[]>;

/** Each client by its id where the file chose it, and by its name. */
function clientsByName(written: readonly SeedClient[], made: readonly SeededClient[]): NamedClients {
  const named = new Map<string, readonly SeededClient[]>();
  for (const one of made) named.set(one.client.name, [...(named.get(one.client.name) ?? []), one]);
  for (const [index, { clientId }] of written.entries()) {
    const one = made[index];
    if (clientId !== undefined && one) named.set(clientId, [one]);
  }
  return named;
}

function clientNamed(
  document: SeedDocument,
  named: NamedClients,
  { name, path }: { name: string; path: SeedPath },
): SeededClient {
  const [client, ...others] = named.get(name) ?? [];
  if (!client) throw document.refusal(path, `no client of this file has the id or name "${name}"`);
  if (others.length > 0)
    throw document.refusal(
      path,
      `${others.length + 1} clients of this file are called "${name}": give its client_id`,
    );
  return client;
}

function makeGrants(
  { document, facts }: Seeding,
  written: readonly SeedGrant[],
  { apis, named }: { apis: Apis; named: NamedClients },
): ClientGrant[] {
  const grants = written.map(({ path, body, client: name }) => {
    const client =
      name === undefined
        ? undefined
        : clientNamed(document, named, {
            name,
            path: [...path, body.client_id === undefined ? 'client' : 'client_id'],
          });
    const resourceServer = apiOf(document, { path, audience: body.audience }, { apis, facts });
    const resolved = {
      ...body,
      audience: resourceServer.identifier,
      ...(client && { client_id: client.client.client_id }),
    };
    requireDefined(document, [...path, 'scope'], { scope: body.scope ?? [], api: resourceServer });
    return byTheRules(document, path, () =>
      newClientGrant(resolved, {
        id: newClientGrantId(facts.random),
        resourceServer,
        client: client?.client,
      }),
    );
  });
  const keys = grants.map((grant, index) => ({ path: written[index]?.path ?? [], grant }));
  requireOnce(
    document,
    keys,
    'audience',
    ({ grant }) =>
      JSON.stringify([grant.client_id, grant.default_for, grant.resource_server_id, grant.subject_type]),
    'the client has a grant of this kind for the API already',
  );
  return grants;
}

/** The Management API takes scopes that an API may define later; a file says all at once, so there it is a slip. */
function requireDefined(
  document: SeedDocument,
  path: SeedPath,
  { scope, api }: { scope: readonly string[]; api: ResourceServer },
): void {
  const defined = new Set((api.scopes ?? []).map(({ value }) => value));
  if (api.is_system) defined.add(chooseClientIdScope);
  const index = scope.findIndex((value) => !defined.has(value));
  if (index >= 0)
    throw document.refusal(
      [...path, index],
      `the API ${api.identifier} does not define the scope ${scope[index]}`,
    );
}

function apiOf(
  document: SeedDocument,
  { path, audience }: { path: SeedPath; audience: string },
  { apis, facts: { tenant, managementApi } }: { apis: Apis; facts: SeedFacts },
): ResourceServer {
  if (audience === management || audience === tenant.managementAudience) return managementApi;
  const api = apis.get(audience);
  if (!api)
    throw document.refusal(
      [...path, 'audience'],
      `no entry of resource_servers has the identifier ${audience}; ${management} stands for the Management API`,
    );
  return api.resourceServer;
}

function requireOnce<Entry extends { path: SeedPath }>(
  document: SeedDocument,
  entries: readonly Entry[],
  property: string,
  keyOf: (entry: Entry) => string | undefined,
  problem = 'is there already, further up',
): void {
  const seen = new Set<string>();
  for (const entry of entries) {
    const value = keyOf(entry);
    if (value === undefined) continue;
    if (seen.has(value)) throw document.refusal([...entry.path, property], problem);
    seen.add(value);
  }
}

/** A rule that is broken is reported at the entry that breaks it. */
function byTheRules<Made>(document: SeedDocument, path: SeedPath, make: () => Made): Made {
  const explain = (error: unknown) =>
    error instanceof RuleError
      ? document.refusal(path, error.message.replace(/^Payload validation error: /, '').replace(/\.$/, ''))
      : error;
  try {
    const made = make();
    return made instanceof Promise ? (made.catch((error) => Promise.reject(explain(error))) as Made) : made;
  } catch (error) {
    throw explain(error);
  }
}
