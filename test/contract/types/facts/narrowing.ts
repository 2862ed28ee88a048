import type { Client, ClientsManager, ConnectionsManager, ManagementClient } from '@clientele/sdk';

/** `fields` that are written out leave the properties that they name. */
export async function byFields(clients: ClientsManager, connections: ConnectionsManager, fields: string) {
  const { data: named } = await clients.get({ client_id: 'a', fields: 'name,jwt_configuration.alg' });
  const name: string = named.name;
  // @ts-expect-error It was not asked for.
  void named.client_id;
  const { data: rest } = await clients.get({ client_id: 'a', fields: 'name', include_fields: false });
  const id: string = rest.client_id;
  // @ts-expect-error It was taken away.
  void rest.name;
  const { data: known } = await clients.get({ client_id: 'a', fields });
  const whole: Client = known;
  const { data: list } = await clients.getAll({ fields: 'client_id' });
  const tenant: string | undefined = list[0]?.tenant;
  // @ts-expect-error It was not asked for.
  void list[0]?.name;
  const { data: connection } = await connections.get({ id: 'a', fields: 'name,strategy' });
  // @ts-expect-error It was not asked for.
  void connection.id;
  return [name, id, whole, tenant, connection.strategy];
}

/** What pages a list says how it is answered. */
export async function byPaging({ clients, clientGrants, resourceServers }: ManagementClient, size: number) {
  const { data: counted } = await clients.getAll({ include_totals: true, per_page: size });
  const total: number = counted.total + counted.start + counted.limit;
  const { data: checkpoint } = await clients.getAll({ take: size, fields: 'name' });
  const next: string | undefined = checkpoint.next;
  const name: string | undefined = checkpoint.clients[0]?.name;
  const { data: from } = await clientGrants.getAll({ from: 'x' });
  const audience: string | undefined = from.client_grants[0]?.audience;
  const { data: organizations } = await clientGrants.getAllOrganizations({ id: 'a', include_totals: true });
  const { data: apis } = await resourceServers.getAll({ page: 0 });
  return [total, next, name, audience, organizations.total, apis.map(({ identifier }) => identifier)];
}

/** A new client has a secret, unless its body says that it authenticates otherwise. */
export async function bySecret(clients: ClientsManager, kind: 'spa' | 'native') {
  const secret: string = (await clients.create({ name: 'A', app_type: kind })).data.client_secret;
  const { data: keyed } = await clients.create({
    name: 'B',
    app_type: 'non_interactive',
    client_authentication_methods: {
      private_key_jwt: { credentials: [{ credential_type: 'public_key', pem: 'PEM' }] },
    },
  });
  // @ts-expect-error It has credentials.
  const none: string = keyed.client_secret;
  const kid: string | undefined = keyed.client_authentication_methods?.private_key_jwt?.credentials[0]?.kid;
  const rotated: string = (await clients.rotateClientSecret({ client_id: 'a' })).data.client_secret;
  return [secret, none, kid, rotated];
}
