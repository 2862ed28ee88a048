import { createPrivateKey, generateKeyPairSync, randomUUID } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { SignJWT } from 'jose';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { type SpawnedServer, spawnServer } from '../contract/running-server.js';
import { collectedSecrets } from './collected-secrets.js';

const { collect, size, foundIn } = collectedSecrets();
const assertionType = 'urn:ietf:params:oauth:client-assertion-type:jwt-bearer';
const form = 'application/x-www-form-urlencoded';

let server: SpawnedServer;
let admin: string;
let audience: string;
beforeAll(async () => {
  server = await spawnServer({ flags: ['--log-level', 'trace'] });
  audience = `https://${server.domain}/api/v2/`;
  collect(server.clientSecret);
  admin = await tokenOf({ client_id: server.clientId, client_secret: server.clientSecret, audience });
});
afterAll(() => server.remove());

interface Sent {
  method?: string;
  path: string;
  headers?: Record<string, string>;
  body?: string;
}

const send = ({ path, ...init }: Sent) => fetch(`${server.httpUrl}${path}`, init);

async function manage<T>(method: string, path: string, body?: unknown): Promise<T> {
  const answer = await send({
    method,
    path: `/api/v2${path}`,
    headers: { authorization: `Bearer ${admin}`, 'content-type': 'application/json' },
    ...(body !== undefined && { body: JSON.stringify(body) }),
  });
  const text = await answer.text();
  if (!answer.ok) throw new Error(`${method} ${path}: ${answer.status} ${text}`);
  return (text === '' ? undefined : JSON.parse(text)) as T;
}

function askForToken(parameters: Record<string, string>, headers: Record<string, string> = {}) {
  const body = new URLSearchParams({ grant_type: 'client_credentials', ...parameters }).toString();
  return send({ method: 'POST', path: '/oauth/token', headers: { 'content-type': form, ...headers }, body });
}

async function tokenOf(parameters: Record<string, string>, headers?: Record<string, string>) {
  const answer = await askForToken(parameters, headers);
  expect(answer.status).toBe(200);
  return collect(((await answer.json()) as { access_token: string }).access_token);
}

function newKey() {
  const pair = generateKeyPairSync('rsa', {
    modulusLength: 2048,
    publicKeyEncoding: { type: 'spki', format: 'pem' },
    privateKeyEncoding: { type: 'pkcs8', format: 'pem' },
  });
  collect(pair.privateKey);
  return pair;
}

async function assertionOf(clientId: string, privateKey: string, claims: Record<string, unknown> = {}) {
  const now = Math.floor(Date.now() / 1000);
  const payload = { iss: clientId, sub: clientId, aud: `https://${server.domain}/`, jti: randomUUID() };
  const jwt = new SignJWT({ ...payload, iat: now, exp: now + 60, ...claims });
  return collect(await jwt.setProtectedHeader({ alg: 'RS256' }).sign(createPrivateKey(privateKey)));
}

interface Registered {
  client_id: string;
  client_secret: string;
}

const api = 'https://api.example/';

async function registerRobot(name: string): Promise<Registered> {
  const robot = await manage<Registered>('POST', '/clients', { name });
  collect(robot.client_secret);
  await manage('POST', '/client-grants', { client_id: robot.client_id, audience: api, scope: ['read:a'] });
  return robot;
}

async function administer(): Promise<void> {
  const signing_secret = collect('a-signing-secret-of-an-api');
  await manage('POST', '/resource-servers', { identifier: api, scopes: [{ value: 'read:a' }] });
  const hmac = { identifier: 'urn:hmac', signing_alg: 'HS256', signing_secret };
  const { id } = await manage<{ id: string }>('POST', '/resource-servers', hmac);
  const changed = await manage<{ signing_secret: string }>('PATCH', `/resource-servers/${id}`, {
    signing_secret: collect('another-signing-secret-of-it'),
  });
  collect(changed.signing_secret);
  const own = collect('a-secret-of-its-owner');
  const { client_id } = await manage<Registered>('POST', '/clients', { name: 'Own', client_secret: own });
  await manage('PATCH', `/clients/${client_id}`, { client_secret: collect('a-newer-secret-of-its-owner') });
  const rotated = await manage<Registered>('POST', `/clients/${client_id}/rotate-secret`);
  collect(rotated.client_secret);
  const options = { client_secret: collect('a-secret-of-the-upstream-provider') };
  await manage('POST', '/connections', { name: 'upstream', strategy: 'oidc', options });
  for (const path of ['/clients', `/clients/${client_id}`, '/resource-servers', '/connections'])
    await manage('GET', path);
  await manage('DELETE', `/clients/${client_id}`);
}

async function useSecrets({ client_id, client_secret }: Registered): Promise<void> {
  const basic = (secret: string) => ({
    authorization: `Basic ${Buffer.from(`${client_id}:${secret}`).toString('base64')}`,
  });
  await tokenOf({ client_id, client_secret, audience: api });
  await tokenOf({ audience: api }, basic(client_secret));
  const wrong = collect('a-wrong-secret-that-was-tried');
  await askForToken({ client_id, client_secret: wrong, audience: api });
  await askForToken({ audience: api }, basic(wrong));
  await askForToken({ client_id, client_secret, audience: api }, basic(client_secret));
  await askForToken({ client_id, client_secret, audience: 'https://none.example/' });
  await askForToken({ client_id, client_secret, audience: api, scope: 'erase:a' });
}

async function useAssertions({ client_id }: Registered): Promise<void> {
  const [key, stranger] = [newKey(), newKey()];
  const body = { credential_type: 'public_key', pem: key.publicKey };
  const { id } = await manage<{ id: string }>('POST', `/clients/${client_id}/credentials`, body);
  await manage('PATCH', `/clients/${client_id}`, {
    client_authentication_methods: { private_key_jwt: { credentials: [{ id }] } },
    token_endpoint_auth_method: null,
  });
  const by = (client_assertion: string) => ({
    client_assertion_type: assertionType,
    client_assertion,
    audience: api,
  });
  const good = await assertionOf(client_id, key.privateKey);
  await tokenOf(by(good));
  expect((await askForToken(by(good))).status).toBe(401);
  await askForToken(by(await assertionOf(client_id, stranger.privateKey)));
  await askForToken(by(await assertionOf(client_id, key.privateKey, { aud: 'https://elsewhere.example/' })));
  await askForToken(by(await assertionOf(client_id, key.privateKey, { exp: 1 })));
  await askForToken(by(`${await assertionOf(client_id, key.privateKey)}x`));
  const uploads = [key.privateKey, `${key.publicKey}${key.privateKey}`, key.privateKey.replaceAll('\n', '')];
  for (const pem of uploads)
    await refused('POST', `/clients/${client_id}/credentials`, { credential_type: 'public_key', pem });
}

async function refused(method: string, path: string, body: unknown): Promise<void> {
  await expect(manage(method, path, body)).rejects.toThrow(/: 4\d\d /);
}

/** What is broken, and what is where it does not belong. */
async function mistake({ client_id, client_secret }: Registered): Promise<void> {
  const post = (path: string, type: string, body: string) =>
    send({
      method: 'POST',
      path,
      headers: { authorization: `Bearer ${admin}`, 'content-type': type },
      body,
    });
  const json = JSON.stringify({ grant_type: 'client_credentials', client_id, client_secret, audience: api });
  for (const path of ['/oauth/token', '/api/v2/clients'])
    for (const body of [
      json.slice(0, -1),
      `${json}${json}`,
      json.replace('{', `{"client_secret":"${client_secret}",`),
      json.replace(`"${client_secret}"`, `["${client_secret}"]`),
      json.replace('"client_secret"', `"${client_secret}":1,"${client_secret}"`),
      `"${client_secret}"`,
    ])
      await post(path, 'application/json', body);
  for (const body of [
    client_secret,
    `${client_secret}=1&${client_secret}=2`,
    `client_secret=${client_secret}&client_secret=${client_secret}`,
    `grant_type=${client_secret}`,
    `grant_type=client_credentials&client_id=${client_secret}&client_secret=${client_id}`,
  ])
    await post('/oauth/token', form, body);
  await post('/oauth/token', 'text/plain', json);
  await askForToken({ client_id, client_secret, audience: client_secret });
  await askForToken({ client_id, client_secret, audience: api, scope: `${client_secret} ${admin}` });
  await askForToken({ client_id, client_secret, audience: api }, { 'user-agent': `robot ${client_secret}` });
  for (const name of ['name', 'app_type', client_secret])
    await refused('POST', '/clients', { [name]: admin });
  await refused('PATCH', `/clients/${client_secret}`, { name: 'x' });
}

async function sendInWrongPlaces(robot: Registered): Promise<void> {
  const { client_id, client_secret } = robot;
  const token = await tokenOf({ client_id, client_secret, audience: api });
  const short = collect('a-secret-in-a-query');
  const query = `client_secret=${short}&secret=${client_secret}&access_token=${token}&q=${token}`;
  const cookie = { cookie: `session=${token}`, referer: `https://app.example/?token=${token}` };
  for (const path of [
    `/oauth/token?${query}`,
    `/api/v2/clients?${query}`,
    `/api/v2/logs?${query}`,
    `/api/v2/clients/${client_secret}?${query}`,
    `/api/v2/clients/${token}`,
    `/none/${token}?${query}`,
    `/metrics?${query}`,
    `/health?${query}`,
    `/%?${query}`,
  ])
    for (const method of ['GET', 'POST']) {
      const answer = await send({ method, path, headers: { authorization: `Bearer ${admin}`, ...cookie } });
      // What is too long for the parser never gets as far as a log line.
      expect(answer.status).not.toBe(431);
    }
  for (const authorization of [
    `Bearer ${admin}x`,
    `Bearer ${client_secret}`,
    `Basic ${client_secret}`,
    `Basic ${Buffer.from(client_secret).toString('base64')}`,
    client_secret,
  ]) {
    await send({ path: '/api/v2/clients', headers: { authorization } });
    await send({ path: '/metrics', headers: { authorization } });
    await askForToken({ audience: api }, { authorization });
  }
}

/** All of the log, as a reader walks it. */
async function wholeLog(): Promise<string> {
  const pages: string[] = [];
  let from = '';
  for (;;) {
    const page = await manage<{ log_id: string }[]>('GET', `/logs?take=100${from && `&from=${from}`}`);
    for (const { log_id } of page.slice(0, 3))
      pages.push(JSON.stringify(await manage('GET', `/logs/${log_id}`)));
    pages.push(JSON.stringify(page));
    if (page.length < 100) return pages.join('\n');
    from = page.at(-1)?.log_id ?? '';
  }
}

it('no secret, assertion, token or private key is in the output, the log or the figures, whatever is sent', async () => {
  await administer();
  await useSecrets(await registerRobot('Secret robot'));
  await useAssertions(await registerRobot('Key robot'));
  const clumsy = await registerRobot('Clumsy robot');
  await mistake(clumsy);
  await sendInWrongPlaces(clumsy);
  await send({ path: '/api/v2/clients/planted-in-a-path' });
  // A refusal that comes last is written last.
  await askForToken({ ...clumsy, audience: 'urn:planted-in-an-audience' });
  await expect.poll(wholeLog, { timeout: 10_000 }).toContain('planted-in-an-audience');
  const log = await wholeLog();
  const figures = await (await send({ path: '/metrics' })).text();
  expect(await server.stop()).toBe(0);
  const output = server.output();

  expect(size()).toBeGreaterThanOrEqual(20);
  for (const type of ['seccft', 'feccft', 'sapi', 'fapi']) expect(log).toContain(`"type":"${type}"`);
  expect(output.split('\n').length).toBeGreaterThan(100);
  expect(figures).toContain('clientele_token_requests_total{result="issued"}');
  const database = ['clientele.db', 'bootstrap-client-secret'].map((name) =>
    readFileSync(join(server.dataFolder, name), 'latin1'),
  );
  expect({
    output: foundIn(output),
    log: foundIn(log),
    figures: foundIn(figures),
    database: foundIn(database[0] ?? ''),
  }).toEqual({ output: [], log: [], figures: [], database: [] });

  // What is planted is found, in each of the places that were searched.
  expect(foundIn(database[1] ?? '')).toEqual([server.clientSecret]);
  for (const plant of ['planted-in-an-audience', 'planted-in-a-path', 'clientele_token_requests_total'])
    collect(plant);
  expect([foundIn(log), foundIn(output), foundIn(figures)]).toEqual([
    ['planted-in-an-audience'],
    ['planted-in-an-audience', 'planted-in-a-path'],
    ['clientele_token_requests_total'],
  ]);
});

it('a secret is found in every form that it may be logged in', () => {
  const { collect: plant, foundIn: find } = collectedSecrets();
  const secret = plant('the/secret+to be found');
  const { privateKey } = generateKeyPairSync('rsa', {
    modulusLength: 2048,
    publicKeyEncoding: { type: 'spki', format: 'pem' },
    privateKeyEncoding: { type: 'pkcs8', format: 'pem' },
  });
  plant(privateKey);
  const token = plant(`eyJhbGciOiJSUzI1NiJ9.${'p'.repeat(120)}.${'s'.repeat(342)}`);
  for (const text of [
    `client_secret=${encodeURIComponent(secret)}&a=b`,
    JSON.stringify({ secret }),
    ...['', 'a', 'ab', 'abc'].map((id) => Buffer.from(`${id}:${secret}`).toString('base64')),
  ])
    expect(find(text)).toEqual([secret]);
  expect(find(JSON.stringify({ pem: privateKey }))).toEqual([privateKey]);
  expect(find(`the line ${privateKey.split('\n')[7]}`)).toEqual([privateKey]);
  expect(find(`signature ${'s'.repeat(342)} is wrong`)).toEqual([token]);
  expect(find('nothing of the secret')).toEqual([]);
});
