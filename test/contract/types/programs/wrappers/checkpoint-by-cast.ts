import type { Client, ClientsManager, GetClients200ResponseOneOf1, GetClientsRequest } from 'auth0';

export async function walk(clients: ClientsManager): Promise<Client[]> {
  const found: Client[] = [];
  let from: string | undefined;
  do {
    const parameters: GetClientsRequest = from ? { take: 50, from } : { take: 50 };
    const { data } = await clients.getAll(parameters);
    const page = data as unknown as GetClients200ResponseOneOf1;
    found.push(...page.clients);
    from = page.next;
  } while (from);
  return found;
}
