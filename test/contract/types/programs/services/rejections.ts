import { ManagementApiError, ManagementClient } from 'auth0';

const m = new ManagementClient({ domain: 'd', token: () => 't' });
export const find = (id: string) =>
  m.clients
    .get({ client_id: id })
    .then((r) => r.data)
    .catch((error: unknown) => {
      if (error instanceof ManagementApiError && error.errorCode === 'inexistent_client') return undefined;
      throw error;
    });
export async function nameOf(id: string): Promise<string> {
  const client = await find(id);
  return client?.name ?? 'none';
}
export async function code() {
  try {
    await m.clients.delete({ client_id: 'a' });
  } catch (e) {
    if (e instanceof ManagementApiError) {
      const { statusCode, error, msg, body, headers, message, name } = e;
      return [statusCode, error, msg, JSON.parse(body), headers.get('a'), message, name];
    }
  }
  return [];
}
