import { type AnyManagementClientOptions, ClientsManager, ManagementClient } from '@clientele/sdk';
import { expect } from 'vitest';
import { first } from './on-server.js';
import { type Section, sdkOnly } from './rule.js';
import { refused, stub } from './stub.js';

const inConstructor = sdkOnly('what a constructor takes');
const config = { baseUrl: 'https://stub.example/api/v2' };

/** What is given to a ManagementClient, or to a manager by itself. */
export const configuration: Section = {
  title: 'Configuration',
  rules: [
    {
      says: '`domain` is needed, or `baseUrl` in its place: any http or https URL, with or without `/api/v2`.',
      server: {
        file: 'test/contract/sdk-on-server/sdk-on-server.test.ts',
        test: 'every method of the SDK does over %s what it says',
      },
      async stub() {
        for (const [options, url] of [
          [{ domain: 'a.example' }, 'https://a.example/api/v2/clients'],
          [{ baseUrl: 'http://127.0.0.1:4600' }, 'http://127.0.0.1:4600/api/v2/clients'],
          [{ baseUrl: 'http://127.0.0.1:4600/api/v2/' }, 'http://127.0.0.1:4600/api/v2/clients'],
        ] as const) {
          const { fetch, sent } = stub({ json: [] });
          await new ManagementClient({ ...options, token: 'T', fetch } as never).clients.getAll();
          expect(sent[0]?.url).toBe(url);
        }
        for (const options of [{}, { domain: '' }, { domain: 'a/b' }, { domain: 'a', baseUrl: 'http://b' }])
          expect(() => new ManagementClient({ ...options, token: 'T' } as never)).toThrow(/domain|baseUrl/);
      },
    },
    {
      says: 'One of these says who calls: a `token` or a function that gives one; `clientId` with `clientSecret`; `clientId` with `clientAssertionSigningKey`.',
      async server({ made, letsIn, as }) {
        const { client_id, client_secret = '' } = await made();
        expect(await letsIn({ clientId: client_id, clientSecret: client_secret })).toBe(true);
        const { clients } = await as('read:client_summary');
        expect((await clients.getAll({ take: 1 })).status).toBe(200);
      },
      async stub() {
        for (const token of ['T', () => 'T', async () => 'T']) {
          const { fetch, sent } = stub({ json: [] });
          await new ManagementClient({ domain: 'a.example', token, fetch }).clients.getAll();
          expect(sent[0]?.headers.authorization).toBe('Bearer T');
        }
        for (const proof of [{}, { clientId: 'c1' }, { clientSecret: 's' }])
          expect(() => new ManagementClient({ domain: 'a.example', ...proof } as never)).toThrow();
        const clientAssertionSigningKey = first.privateKey;
        const keys = { domain: 'a.example', clientId: 'c1', clientAssertionSigningKey };
        expect(() => new ManagementClient(keys)).not.toThrow();
      },
    },
    {
      says: '`audience`, `headers`, `fetch`, `agent` or `dispatcher`, `timeoutDuration`, `retry`, `telemetry` and `clientInfo` are optional; an option that could not work is refused by an error that names it and shows no secret.',
      server: inConstructor,
      async stub() {
        const dispatcher = { dispatch() {} };
        for (const options of [{ agent: dispatcher }, { dispatcher }]) {
          const { management, sent } = stub({ json: [] }, options);
          await management.clients.getAll();
          expect(sent[0]?.init.dispatcher).toBe(dispatcher);
        }
        for (const [name, value] of [
          ['fetch', 'x'],
          ['headers', 'x'],
          ['timeoutDuration', 0],
          ['retry', 'x'],
          ['clientInfo', 'x'],
          ['audience', ''],
        ] as const) {
          const options = { domain: 'a.example', clientId: 'c', clientSecret: 'of-nobody', [name]: value };
          const attempt = () => new ManagementClient(options as never);
          expect(attempt).toThrow(name);
          expect(attempt).not.toThrow('of-nobody');
        }
      },
    },
    {
      says: 'A manager by itself takes a configuration with a `baseUrl`, without which it throws; `parseError`, `fetch`, `middleware`, `agent`, `headers`, `timeoutDuration` and `retry` are optional.',
      server: inConstructor,
      async stub() {
        for (const wrong of [{}, { baseUrl: '' }, { baseUrl: 1 }, undefined])
          expect(() => new ClientsManager(wrong as never)).toThrow('baseUrl');
        const { fetch } = stub({ status: 418, text: 'tea' });
        const parseError = async ({ status }: { status: number }) => new Error(`own ${status}`);
        const manager = new ClientsManager({ ...config, fetch, parseError: parseError as never });
        expect((await refused(manager.getAll())).message).toBe('own 418');
      },
    },
    {
      says: '`middleware` and `baseUrl` of the caller count for a `ManagementClient` too.',
      server: inConstructor,
      async stub() {
        const middleware = [{ pre: () => ({ url: 'https://elsewhere.example/', init: {} }) }];
        const { management, sent } = stub({ json: [] }, {
          middleware,
        } as Partial<AnyManagementClientOptions>);
        await management.clients.getAll();
        expect(sent[0]?.url).toBe('https://elsewhere.example/');
      },
    },
    {
      says: '`fetch` is by default the global one, as it is when the manager is made.',
      server: inConstructor,
      async stub() {
        const original = globalThis.fetch;
        const { fetch, sent } = stub({ json: [] });
        try {
          globalThis.fetch = fetch as typeof globalThis.fetch;
          const manager = new ClientsManager({ ...config });
          globalThis.fetch = original;
          await manager.getAll();
        } finally {
          globalThis.fetch = original;
        }
        expect(sent).toHaveLength(1);
      },
    },
    {
      says: 'The options object of the caller is left as it was.',
      server: inConstructor,
      async stub() {
        const { fetch } = stub();
        const options = Object.freeze({ domain: 'a.example', token: 'T', fetch });
        expect(() => new ManagementClient(options)).not.toThrow();
        expect(Object.keys(options)).toEqual(['domain', 'token', 'fetch']);
      },
    },
  ],
};
