import { ManagementClient } from '@clientele/sdk';
import { expect } from 'vitest';
import { first } from './on-server.js';
import { type Section, sdkOnly } from './rule.js';
import { refused, type Sent, silence, stub } from './stub.js';

const bySecret = { clientId: 'c1', clientSecret: 'secret' };
const byKey = { clientId: 'c1', clientAssertionSigningKey: first.privateKey };

const isTokenRequest = ({ url }: Sent) => url.endsWith('/oauth/token');

/** A stub that issues numbered tokens, and how many there were. */
function issuing(options: object, expires_in?: number) {
  let issued = 0;
  const on = stub((request) => {
    if (!isTokenRequest(request)) return { json: [] };
    issued += 1;
    return { json: { access_token: `token-${issued}`, ...(expires_in && { expires_in }) } };
  }, options);
  const form = (at = 0) =>
    Object.fromEntries(new URLSearchParams(`${on.sent.filter(isTokenRequest)[at]?.body}`));
  return { ...on, form, issued: () => issued };
}

const decoded = (part = '') => JSON.parse(Buffer.from(part, 'base64url').toString());

/** How calls come by their token. */
export const tokens: Section = {
  title: 'Tokens',
  rules: [
    {
      says: 'A `token` is used as it is; a function is called for each request.',
      async server({ as }) {
        const { clients } = await as('read:clients');
        expect((await clients.getAll({ take: 1 })).status).toBe(200);
      },
      async stub() {
        let count = 0;
        const token = () => {
          count += 1;
          return `T${count}`;
        };
        const { management, sent } = stub({ json: [] }, { token });
        await management.clients.getAll();
        await management.clients.getAll();
        expect(sent.map(({ headers }) => headers.authorization)).toEqual(['Bearer T1', 'Bearer T2']);
      },
    },
    {
      says: 'Otherwise it is asked for by POST `/oauth/token` as a form: `client_id`, `audience`, the secret or the assertion, `grant_type`; the audience is `https://<domain>/api/v2/` unless another is given.',
      async server({ by, made }) {
        const { client_id, client_secret = '' } = await made();
        const { clients } = by({ clientId: client_id, clientSecret: client_secret });
        expect((await clients.getAll({ take: 1 })).status).toBe(200);
      },
      async stub() {
        const { management, sent, form } = issuing(bySecret);
        await management.clients.getAll();
        expect(sent[0]?.url).toBe('https://stub.example/oauth/token');
        expect(sent[0]?.method).toBe('POST');
        expect(sent[0]?.headers['content-type']).toBe('application/x-www-form-urlencoded');
        expect(Object.entries(form())).toEqual([
          ['client_id', 'c1'],
          ['audience', 'https://stub.example/api/v2/'],
          ['client_secret', 'secret'],
          ['grant_type', 'client_credentials'],
        ]);
        const other = issuing({ ...bySecret, audience: 'https://api.example/', useMTLS: true });
        await other.management.clients.getAll();
        expect(other.form().audience).toBe('https://api.example/');
        expect(other.sent[0]?.url).toBe('https://mtls.stub.example/oauth/token');
      },
    },
    {
      says: 'An assertion is a JWT with `alg` alone in its header, RS256 unless said otherwise, and `iss`, `sub`, `aud` (the issuer), `iat`, `exp` two minutes ahead and `jti`; a key goes before a secret.',
      async server({ made, letsIn }) {
        const { client_id } = await made({
          client_authentication_methods: {
            private_key_jwt: {
              credentials: [{ credential_type: 'public_key', pem: first.publicKey }],
            },
          },
        });
        const key = { clientId: client_id, clientAssertionSigningKey: first.privateKey };
        expect(await letsIn(key)).toBe(true);
      },
      async stub() {
        const { management, form } = issuing({ ...byKey, clientSecret: 'secret' });
        await management.clients.getAll();
        const { client_assertion = '', ...rest } = form();
        expect(rest).toEqual({
          client_id: 'c1',
          audience: 'https://stub.example/api/v2/',
          client_assertion_type: 'urn:ietf:params:oauth:client-assertion-type:jwt-bearer',
          grant_type: 'client_credentials',
        });
        const [header, claims] = client_assertion.split('.').slice(0, 2).map(decoded);
        expect(header).toEqual({ alg: 'RS256' });
        expect(claims).toEqual({
          iss: 'c1',
          sub: 'c1',
          aud: 'https://stub.example/',
          iat: expect.any(Number),
          exp: claims.iat + 120,
          jti: expect.stringMatching(/^[\da-f-]{36}$/),
        });
        const ps256 = issuing({ ...byKey, clientAssertionSigningAlg: 'PS256' });
        await ps256.management.clients.getAll();
        expect(decoded(ps256.form().client_assertion?.split('.')[0])).toEqual({ alg: 'PS256' });
      },
    },
    {
      says: 'One token is kept per `ManagementClient` until ten seconds before its end; calls at the same time share one request, and a failure is not kept.',
      async server({ by, made, server, later }) {
        const { client_id, client_secret = '' } = await made();
        const { clients } = by({ clientId: client_id, clientSecret: client_secret });
        server.log.length = 0;
        await Promise.all([clients.getAll({ take: 1 }), clients.getAll({ take: 1 })]);
        await clients.getAll({ take: 1 });
        const asked = () => JSON.stringify(server.log).split('/oauth/token').length - 1;
        const once = asked();
        later(25 * 60 * 60 * 1000);
        await clients.getAll({ take: 1 });
        expect(asked()).toBe(2 * once);
      },
      async stub() {
        const kept = issuing(bySecret, 60);
        await Promise.all([1, 2, 3].map(() => kept.management.clients.getAll()));
        await kept.management.clients.getAll();
        expect(kept.issued()).toBe(1);
        const short = issuing(bySecret, 9);
        await short.management.clients.getAll();
        await short.management.clients.getAll();
        expect(short.issued()).toBe(2);
        const failing = stub(
          (request, count) =>
            count === 1
              ? { status: 503, text: '' }
              : { json: isTokenRequest(request) ? { access_token: 'T' } : [] },
          bySecret,
        );
        await refused(failing.management.clients.getAll());
        expect((await failing.management.clients.getAll()).status).toBe(200);
      },
    },
    {
      says: 'When the API answers 401 to a token that was asked for, one new token is asked for and the request sent again, once.',
      server: sdkOnly('the server says 401; what follows is the SDK’s'),
      async stub() {
        const once = stub((request, count) => {
          if (isTokenRequest(request)) return { json: { access_token: `T${count}`, expires_in: 60 } };
          return request.headers.authorization === 'Bearer T1' ? { status: 401 } : { json: [] };
        }, bySecret);
        expect((await once.management.clients.getAll()).status).toBe(200);
        expect(once.sent.filter(isTokenRequest)).toHaveLength(2);
        const always = stub(
          (request) =>
            isTokenRequest(request) ? { json: { access_token: 'T', expires_in: 60 } } : { status: 401 },
          bySecret,
        );
        expect(await refused(always.management.clients.getAll())).toMatchObject({ statusCode: 401 });
        expect(always.sent.length).toBeLessThanOrEqual(4);
        const given = stub({ status: 401 });
        await refused(given.management.clients.getAll());
        expect(given.sent).toHaveLength(1);
      },
    },
    {
      says: 'The caller’s `fetch`, `dispatcher`, `headers`, `timeoutDuration` and telemetry are for the token request too.',
      server: sdkOnly('what leaves the SDK'),
      async stub() {
        const dispatcher = { dispatch() {} };
        const { management, sent } = issuing({ ...bySecret, dispatcher, headers: { 'x-own': '1' } });
        await management.clients.getAll();
        expect(sent[0]?.headers['x-own']).toBe('1');
        expect(sent[0]?.headers['auth0-client']).toMatch(/./);
        expect(sent[0]?.init.dispatcher).toBe(dispatcher);
        const late = { domain: 'a.example', fetch: silence, timeoutDuration: 10 };
        const slow = new ManagementClient({ ...late, ...bySecret });
        expect(await refused(slow.clients.getAll())).toMatchObject({ name: 'TimeoutError' });
      },
    },
  ],
};
