import { generateKeyPairSync } from 'node:crypto';
import {
  AuthApiError,
  type ClientCreate,
  type ClientCreated,
  type FetchAPI,
  ManagementClient,
} from '@clientele/sdk';
import { vi } from 'vitest';
import { audience, type TestServer, testServer } from '../../../packages/server/test/test-server.js';

/** With what a client proves who it is. */
export type Proof =
  | { clientId: string; clientSecret: string }
  | { clientId: string; clientAssertionSigningKey: string };

/** A real server, and the SDK on it. */
export interface World {
  server: TestServer;
  /** Asks the server, without a socket between. */
  fetch: FetchAPI;
  /** The SDK with a token of every scope. */
  admin: ManagementClient;
  /** The SDK with a token of these scopes. */
  as(...scopes: string[]): Promise<ManagementClient>;
  /** The SDK as somebody who asks for tokens. */
  by(proof: Proof): ManagementClient;
  /** A new client that may ask for tokens of the Management API. */
  made(body?: Partial<ClientCreate>): Promise<ClientCreated & { client_id: string }>;
  /** Whether the server gives a token for it. */
  letsIn(proof: Proof): Promise<boolean>;
  /** Takes the time of day as the time of the server and of the SDK. */
  now(): void;
  /** Goes on as if it were so many milliseconds later, for the server and for the SDK. */
  later(milliseconds: number): void;
  close(): Promise<void>;
}

/** Starts a server whose fetch is a call within the process. */
export async function world(): Promise<World> {
  const server = await testServer();
  const fetch = fetchFrom(server);
  const sdk = (token: string) => new ManagementClient({ domain: 'id.example.com', token, fetch });
  const admin = sdk(server.admin);
  const by = (proof: Proof) => new ManagementClient({ domain: 'id.example.com', ...proof, fetch });
  return {
    server,
    fetch,
    admin,
    by,
    as: async (...scopes) => sdk(await server.tokenWith(...scopes)),
    async made(body = {}) {
      const { data } = await admin.clients.create({ name: 'Somebody', ...body } as ClientCreate);
      const scope = ['read:client_summary'];
      await admin.clientGrants.create({ client_id: data.client_id, audience, scope });
      return data;
    },
    async letsIn(proof) {
      try {
        await by(proof).clients.getAll({ take: 1 });
        return true;
      } catch (error) {
        if (error instanceof AuthApiError) return false;
        throw error;
      }
    },
    now() {
      server.clock.now = vi.getRealSystemTime();
      vi.setSystemTime(server.clock.now);
    },
    later(milliseconds) {
      server.clock.now += milliseconds;
      vi.setSystemTime(server.clock.now);
    },
    close: () => server.close(),
  };
}

function fetchFrom(server: TestServer): FetchAPI {
  return async (url, init) => {
    const { pathname, search } = new URL(url);
    const answer = await server.inject({
      method: init.method as 'GET',
      url: `${pathname}${search}`,
      headers: init.headers as Record<string, string>,
      ...(typeof init.body === 'string' && { payload: init.body }),
      ...(init.body instanceof URLSearchParams && { payload: init.body.toString() }),
    });
    const headers = Object.entries(answer.headers).map(([name, value]): [string, string] => [
      name,
      `${value}`,
    ]);
    const body = [204, 304].includes(answer.statusCode) ? null : new Uint8Array(answer.rawPayload);
    return new Response(body, { status: answer.statusCode, statusText: answer.statusMessage, headers });
  };
}

/** A key pair as clients have it. */
export function keyPair(): { publicKey: string; privateKey: string } {
  return generateKeyPairSync('rsa', {
    modulusLength: 2048,
    publicKeyEncoding: { type: 'spki', format: 'pem' },
    privateKeyEncoding: { type: 'pkcs8', format: 'pem' },
  });
}

/** Keys of all rules; making one takes longer than most checks. */
export const [first, second] = [keyPair(), keyPair()];

/** A public key as a credential. */
export const credentialOf = ({ publicKey }: { publicKey: string }) =>
  ({ credential_type: 'public_key', pem: publicKey }) as const;

/** Authentication with these credentials. */
export const keysOf = <Credential = never>(...credentials: Credential[]) => ({
  private_key_jwt: { credentials },
});
