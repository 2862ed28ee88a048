import { apiAudience, registerClient } from '../oauth/registered-client.js';
import type { TestServer } from '../test-server.js';

export interface Known {
  client_id: string;
  client_secret: string;
}

/** The status of a token request. */
export const tokenFrom = async (of: TestServer, parameters: object) =>
  (await of.token({ grant_type: 'client_credentials', audience: apiAudience, ...parameters })).statusCode;

/** What error an answer is. */
export const refusal = (answer: { statusCode: number; json(): { errorCode: string } }) => [
  answer.statusCode,
  answer.json().errorCode,
];

/** Clients of a server and their secrets. */
export function secretsOn(server: TestServer) {
  // Each is made at a time of its own, since the order of a list follows from it.
  const post = (path: string, body?: object) => {
    server.clock.now += 1;
    return server.call('POST', path, body);
  };
  return {
    newClient: (more: object = {}): Promise<Known> => registerClient(server, more),
    list: async ({ client_id }: Known): Promise<Record<string, string>[]> =>
      (await server.call('GET', `/clients/${client_id}/secrets`)).json().secrets,
    add: ({ client_id }: Known, body?: object) => post(`/clients/${client_id}/secrets`, body),
    change: ({ client_id }: Known, id: string | undefined, body: object, query = '') =>
      server.call('PATCH', `/clients/${client_id}/secrets/${id}${query}`, body),
    end: ({ client_id }: Known, id: string | undefined, query = '') =>
      server.call('DELETE', `/clients/${client_id}/secrets/${id}${query}`),
    rotate: ({ client_id }: Known, body?: object) => post(`/clients/${client_id}/rotate-secret`, body),
    ask: ({ client_id }: Known, client_secret: string) =>
      server.token({ grant_type: 'client_credentials', audience: apiAudience, client_id, client_secret }),
    works: async ({ client_id }: Known, client_secret: string | undefined) =>
      (await tokenFrom(server, { client_id, client_secret })) === 200,
    shown: async ({ client_id }: Known) =>
      (await server.call('GET', `/clients/${client_id}`)).json().client_secret,
    inDays: (days: number) => new Date(server.clock.now + days * 86_400_000).toISOString(),
  };
}
