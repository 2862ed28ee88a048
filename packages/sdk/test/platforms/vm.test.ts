import { fileURLToPath } from 'node:url';
import { createContext, runInContext } from 'node:vm';
import { build } from 'esbuild';
import { exportPKCS8, generateKeyPair } from 'jose';
import { beforeAll, describe, expect, test } from 'vitest';
import { recordingServer } from '../recording-server.js';

const entry = fileURLToPath(new URL('../../dist/index.js', import.meta.url));
let program: string;
beforeAll(async () => {
  const { outputFiles } = await build({
    entryPoints: [entry],
    bundle: true,
    format: 'iife',
    globalName: 'sdk',
    platform: 'neutral',
    write: false,
  });
  program = outputFiles[0]?.text ?? expect.fail('nothing was bundled');
});

/** What browsers and workers have, and nothing else. */
const WEB = {
  fetch,
  Headers,
  Response,
  Request,
  AbortController,
  AbortSignal,
  setTimeout,
  clearTimeout,
  crypto,
  TextEncoder,
  TextDecoder,
  btoa,
  atob,
  URL,
  URLSearchParams,
  FormData,
  Blob,
};

/** Runs an async function body in a context that has the SDK, what the web has and these values. */
async function run(body: string, values: object): Promise<unknown> {
  const context = createContext({ ...WEB, ...values });
  runInContext(program, context);
  const result: string = await runInContext(
    `(async () => { ${body} })().then((value) => JSON.stringify(value))`,
    context,
  );
  return JSON.parse(result);
}

async function server() {
  return recordingServer(({ method, url, body }) => {
    if (url === '/oauth/token') return { json: { access_token: 'token', expires_in: 3600 } };
    if (url === '/.well-known/openid-configuration') return { json: { issuer: 'https://localhost/' } };
    if (method === 'POST') return { status: 201, json: { client_id: 'new', ...JSON.parse(body) } };
    if (url.endsWith('/missing')) return { status: 404, json: { message: 'The client does not exist' } };
    return { json: { client_id: 'c1', name: 'App' } };
  });
}

test('the context has no globals of Node', async () => {
  const names = ['process', 'Buffer', 'require', 'global', 'module', 'setImmediate'];
  expect(await run('return names.filter((name) => name in globalThis)', { names })).toEqual([]);
});

const CALLS = `
  const { clients } = new sdk.ManagementClient(options);
  const read = await clients.get({ client_id: 'c1' });
  const made = await clients.create({ name: 'Made' });
  return [read.status, read.data, made.status, made.data, typeof made.headers.get('date')];
`;
const ANSWERS = [200, { client_id: 'c1', name: 'App' }, 201, { client_id: 'new', name: 'Made' }, 'string'];

describe('without globals of Node', () => {
  test('the SDK reads and creates with a token', async () => {
    const { origin, requests } = await server();
    expect(await run(CALLS, { options: { baseUrl: origin, token: 'given' } })).toEqual(ANSWERS);
    expect(requests.map(({ headers }) => headers.authorization)).toEqual(['Bearer given', 'Bearer given']);
    const about = Buffer.from(`${requests[0]?.headers['auth0-client']}`, 'base64url').toString();
    expect(JSON.parse(about)).toMatchObject({ env: { unknown: 'unknown' } });
  });

  test('the SDK gets its token by secret', async () => {
    const { origin, lines, requests } = await server();
    const options = { baseUrl: origin, clientId: 'c1', clientSecret: 's3cret' };
    expect(await run(CALLS, { options })).toEqual(ANSWERS);
    expect(lines().slice(0, 2)).toEqual(['GET /.well-known/openid-configuration', 'POST /oauth/token']);
    expect(requests[1]?.body).toContain('client_secret=s3cret');
    expect(requests[2]?.headers.authorization).toBe('Bearer token');
  });

  test.each(['RS256', 'ES256'])('the SDK gets its token by an assertion with %s', async (alg) => {
    const { origin, requests } = await server();
    const { privateKey } = await generateKeyPair(alg, { extractable: true });
    const options = {
      baseUrl: origin,
      clientId: 'c1',
      clientAssertionSigningKey: await exportPKCS8(privateKey),
      clientAssertionSigningAlg: alg,
    };
    expect(await run(CALLS, { options })).toEqual(ANSWERS);
    expect(requests[1]?.body).toMatch(/client_assertion=eyJ/);
  });

  test('errors are of their classes', async () => {
    const { origin } = await server();
    const body = `
      const { clients } = new sdk.ManagementClient(options);
      const caught = [];
      const calls = [
        () => clients.get({ client_id: 'missing' }),
        () => clients.get({ client_id: '' }),
        () => clients.get({ client_id: 'c1' }, { signal: AbortSignal.abort() }),
      ];
      for (const call of calls)
        await call().catch((error) => caught.push([error.name, error instanceof sdk.ClienteleError]));
      return caught;
    `;
    expect(await run(body, { options: { baseUrl: origin, token: 'given' } })).toEqual([
      ['ManagementApiError', true],
      ['RequiredError', true],
      ['AbortError', true],
    ]);
  });
});
