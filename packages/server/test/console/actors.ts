import { audience, type TestServer } from '../test-server.js';

/** A client that may call the Management API, by a token or by the console. */
export interface Actor {
  client_id: string;
  client_secret: string;
  grant_id: string;
  token: string;
}

export async function actorNamed(server: TestServer, name: string, scope: string[]): Promise<Actor> {
  const { client_id, client_secret } = (await server.call('POST', '/clients', { name })).json();
  const grant = (await server.call('POST', '/client-grants', { client_id, audience, scope })).json();
  const wanted = { grant_type: 'client_credentials', client_id, client_secret, audience };
  const { access_token: token } = (await server.token(wanted)).json();
  return { client_id, client_secret, grant_id: grant.id, token };
}
