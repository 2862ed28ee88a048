import { ManagementApiError, type ManagementClient } from 'auth0';

async function again<T>(call: () => Promise<T>, times = 3): Promise<T> {
  try {
    return await call();
  } catch (error) {
    if (error instanceof ManagementApiError && error.statusCode === 429 && times > 0)
      return again(call, times - 1);
    throw error;
  }
}

export const rename = (management: ManagementClient, id: string, name: string) =>
  again(async () => (await management.clients.update({ client_id: id }, { name })).data.client_id);
