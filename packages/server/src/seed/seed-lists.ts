import {
  ClientCreate,
  ClientGrantCreate,
  ConnectionCreate,
  CredentialCreate,
  clientIdForm,
  findViolation,
  isClientId,
  mostPerSlot,
  ResourceServerCreate,
} from '@clientele/model';
import * as Type from 'typebox';
import { type SeedList, type TextSources, withGivenTexts } from './given-text.js';
import type { SeedDocument, SeedPath } from './seed-document.js';

/** An entry of a list as it is written, and where. */
interface Entry<Body> {
  path: SeedPath;
  body: Body;
}

/** A client of a seed file, which is more than a request for one. */
export interface SeedClient extends Entry<ClientCreate> {
  clientId: string | undefined;
  credentials: readonly (CredentialCreate & { enable?: boolean })[];
}

/** A client grant that names its client and its API as the file does. */
export interface SeedGrant extends Entry<ClientGrantCreate> {
  /** An id or a name; absent where the grant is for a kind of clients. */
  client: string | undefined;
}

/** The lists of a seed file, each entry of the right shape. */
export interface SeedLists {
  resourceServers: Entry<ResourceServerCreate>[];
  clients: SeedClient[];
  grants: SeedGrant[];
  connections: Entry<ConnectionCreate>[];
}

const lists = ['resource_servers', 'clients', 'client_grants', 'connections'] as const satisfies SeedList[];
const mostEntries = 10_000;

const closed = { additionalProperties: false };
const credentials = Type.Array(Type.Object({ enable: Type.Optional(Type.Boolean()) }), {
  maxItems: 2 * mostPerSlot,
});
const shapes = {
  resource_servers: ResourceServerCreate,
  clients: Type.Object(
    {
      ...ClientCreate.properties,
      client_id: Type.Optional(Type.String()),
      credentials: Type.Optional(credentials),
    },
    closed,
  ),
  client_grants: Type.Object(
    { ...ClientGrantCreate.properties, client: Type.Optional(Type.String({ minLength: 1 })) },
    closed,
  ),
  connections: ConnectionCreate,
} as const;

/**
 * The lists of a document, checked against the schemas of the Management API.
 * @throws OperatorError that names file, line and property.
 */
export function readLists(document: SeedDocument, sources: TextSources): SeedLists {
  const top = topOf(document);
  const entriesOf = (list: SeedList) =>
    entriesIn(document, list, top[list]).map((value, index) => {
      const path = [list, index];
      const body = withGivenTexts(document, { list, index, value }, sources);
      check(document, path, { schema: shapes[list], value: body });
      return { path, body };
    });
  return {
    resourceServers: entriesOf('resource_servers') as Entry<ResourceServerCreate>[],
    clients: entriesOf('clients').map((entry) => clientOf(document, entry as Entry<WrittenClient>)),
    grants: entriesOf('client_grants').map((entry) => grantOf(document, entry as Entry<WrittenGrant>)),
    connections: entriesOf('connections') as Entry<ConnectionCreate>[],
  };
}

function topOf(document: SeedDocument): Readonly<Record<string, unknown>> {
  const { value } = document;
  const expected = `expected some of ${lists.join(', ')}`;
  if (typeof value !== 'object' || value === null || Array.isArray(value))
    throw document.refusal([], expected);
  const names = Object.keys(value);
  const unknown = names.find((name) => !lists.some((list) => list === name));
  if (unknown !== undefined) throw document.refusal([unknown], `unknown, ${expected}`);
  if (names.length === 0) throw document.refusal([], expected);
  return value as Readonly<Record<string, unknown>>;
}

function entriesIn(document: SeedDocument, list: SeedList, value: unknown): readonly unknown[] {
  if (value === undefined || value === null) return [];
  if (!Array.isArray(value)) throw document.refusal([list], 'expected a list');
  if (value.length > mostEntries) throw document.refusal([list], `expected at most ${mostEntries} entries`);
  return value;
}

function check(
  document: SeedDocument,
  path: SeedPath,
  { schema, value }: { schema: Type.TSchema; value: unknown },
): void {
  const found = findViolation(schema, value);
  if (!found) return;
  const { rule, path: below, description, unknown } = found;
  const explained = description === undefined ? rule : `${rule} (${description.replace(/\.$/, '')})`;
  throw document.refusal([...path, ...below, ...(unknown === undefined ? [] : [unknown])], explained);
}

type WrittenClient = ClientCreate & { client_id?: string; credentials?: SeedClient['credentials'] };

function clientOf(document: SeedDocument, { path, body }: Entry<WrittenClient>): SeedClient {
  const { client_id: clientId, credentials: written = [], ...rest } = body;
  if (clientId !== undefined && !isClientId(clientId))
    throw document.refusal([...path, 'client_id'], `expected ${clientIdForm}`);
  for (const [index, { enable, ...credential }] of written.entries())
    check(document, [...path, 'credentials', index], { schema: CredentialCreate, value: credential });
  const enabled = written.some(({ enable }) => enable);
  if (enabled && rest.client_authentication_methods)
    throw document.refusal(
      [...path, 'client_authentication_methods'],
      'enable: true of a credential stands for it: keep one of them',
    );
  return { path, body: rest, clientId, credentials: written };
}

type WrittenGrant = ClientGrantCreate & { client?: string };

function grantOf(document: SeedDocument, { path, body }: Entry<WrittenGrant>): SeedGrant {
  const { client, ...rest } = body;
  if (client !== undefined && rest.client_id !== undefined)
    throw document.refusal([...path, 'client'], 'client_id names the client already: keep one of them');
  return { path, body: rest, client: client ?? rest.client_id };
}
