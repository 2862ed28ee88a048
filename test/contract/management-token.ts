import type { SpawnedServer } from './running-server.js';

/** Asks for a token for the Management API, as the first administrator. */
export function askManagementToken({
  httpUrl,
  domain,
  clientId,
  clientSecret,
}: SpawnedServer): Promise<Response> {
  return fetch(`${httpUrl}/oauth/token`, {
    method: 'POST',
    body: new URLSearchParams({
      grant_type: 'client_credentials',
      client_id: clientId,
      client_secret: clientSecret,
      audience: `https://${domain}/api/v2/`,
    }),
  });
}

/** A token for the Management API, of the first administrator. */
export async function managementToken(server: SpawnedServer): Promise<string> {
  const answer = await askManagementToken(server);
  return ((await answer.json()) as { access_token: string }).access_token;
}
