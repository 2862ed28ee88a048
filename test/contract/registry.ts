import { managementToken } from './management-token.js';
import type { SpawnedServer } from './running-server.js';

/** What is answered where something was made. */
export interface Created {
  client_id: string;
  client_secret?: string;
}

/** Makes clients, APIs and grants through the Management API, as its first administrator. */
export async function registryOf(
  server: SpawnedServer,
): Promise<(path: string, body: object) => Promise<Created>> {
  const authorization = `Bearer ${await managementToken(server)}`;
  return async (path, body) => {
    const response = await fetch(`${server.httpUrl}/api/v2/${path}`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', authorization },
      body: JSON.stringify(body),
    });
    if (response.status !== 201) throw new Error(`${path}: ${await response.text()}`);
    return (await response.json()) as Created;
  };
}
