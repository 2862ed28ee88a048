import { type Client, type GetClientsRequest, iterate, type ManagementClient, pages } from '@clientele/sdk';

/** Walks are as strict as lists, and narrow what they give. */
export async function walk({ clients, clientGrants, connections, resourceServers }: ManagementClient) {
  const found: string[] = [];
  for await (const client of iterate(clients, { app_type: 'spa', fields: 'name' })) {
    found.push(client.name);
    // @ts-expect-error It was not asked for.
    void client.client_id;
  }
  for await (const client of iterate(clients)) found.push(client.client_id, client.name);
  for await (const grant of iterate(clientGrants, { audience: 'a', take: 10 })) found.push(grant.audience);
  for await (const { items } of pages(resourceServers, { per_page: 10, page: 0 }))
    found.push(...items.map(({ identifier }) => identifier));
  for await (const { items } of pages(connections, { strategy: ['auth0'], fields: 'name' }))
    found.push(...items.map(({ name }) => name));
  // @ts-expect-error Nobody knows this parameter.
  iterate(clients, { feilds: 'name' });
  // @ts-expect-error Either by page or by checkpoint.
  pages(clients, { take: 10, page: 0 });
  // @ts-expect-error Client grants are answered as a whole.
  iterate(clientGrants, { fields: 'id' });
  return found;
}

/** Walks with parameters of which a constraint is known. */
export function walkAny<T extends GetClientsRequest>({ clients }: ManagementClient, parameters: T) {
  return iterate(clients, parameters);
}

/** A list in a function with type parameters is answered as that of each call. */
export async function listsOfCalls({ clients }: ManagementClient) {
  const list = async <T extends GetClientsRequest>(parameters: T) => (await clients.getAll(parameters)).data;
  const next: string | undefined = (await list({ take: 1 })).next;
  const total: number = (await list({ include_totals: true as const })).total;
  const first: Client | undefined = (await list({ page: 0 }))[0];
  return [next, total, first];
}
