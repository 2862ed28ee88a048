import { GetClients200Response, GetClients200ResponseOneOf, ManagementClient } from 'auth0';
export function clientsOf(answer: GetClients200Response) {
  return Array.isArray(answer) ? answer : answer.clients;
}
export const isCounted = (a: GetClients200Response): a is GetClients200ResponseOneOf =>
  !Array.isArray(a) && 'total' in a;
export async function both(m: ManagementClient, counted: boolean) {
  const { data } = counted ? await m.clients.getAll({ include_totals: true }) : await m.clients.getAll();
  return clientsOf(data).length;
}
