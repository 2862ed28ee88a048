import { createLocalJWKSet, type JSONWebKeySet, jwtVerify } from 'jose';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { type RegisteredClient, registerClient, tokenBySecret } from '../oauth/registered-client.js';
import { type TestServer, testServer } from '../test-server.js';

// Named after line 44 of security-checklist.md.

let server: TestServer;
let client: RegisteredClient;
beforeEach(async () => {
  server = await testServer();
  client = await registerClient(server);
});
afterEach(() => server.close());

const jwks = async () => (await server.inject({ url: '/.well-known/jwks.json' })).json<JSONWebKeySet>();
const kids = async () => (await jwks()).keys.map(({ kid }) => kid);
const answer = async (more: Record<string, string> = {}) =>
  (await tokenBySecret(server, client, more)).json<{ access_token: string }>();
const verify = async (token: string) =>
  jwtVerify(token, createLocalJWKSet(await jwks()), { currentDate: new Date(server.clock.now) });

async function apiOf(dialect: string, signing_alg: string): Promise<string> {
  const identifier = `urn:${dialect}:${signing_alg}`;
  const body = { identifier, token_dialect: dialect, signing_alg, scopes: [{ value: 'read' }] };
  await server.call('POST', '/resource-servers', body);
  const grant = { client_id: client.client_id, audience: identifier, scope: ['read'] };
  await server.call('POST', '/client-grants', grant);
  return identifier;
}

test('44: old and new keys are published until the last old token has expired', async () => {
  const { access_token: old } = await answer();
  await server.call('POST', '/keys/signing/rotate');
  const { access_token: young } = await answer();
  for (const token of [old, young]) await verify(token);
  server.clock.now += 86_400_000 - 1000;
  await verify(old);
  server.clock.now += 6 * 60_000;
  expect(await kids()).not.toContain('test-signing-key');
  expect(await kids()).toContain('test-next-key');
});

test('44: a revoked key leaves at once, and nothing that it signed is accepted any more', async () => {
  const { access_token: old } = await answer();
  const token = await server.tokenWith('read:clients', 'read:client_summary');
  const read = () => server.call('GET', '/clients', undefined, { token });
  expect((await read()).statusCode).toBe(200);
  await server.call('POST', '/keys/signing/rotate');
  expect((await server.call('PUT', '/keys/signing/test-signing-key/revoke')).statusCode).toBe(200);
  expect((await read()).statusCode).toBe(401);
  expect((await server.call('GET', '/clients')).statusCode).toBe(401);
  expect(await kids()).not.toContain('test-signing-key');
  await expect(verify(old)).rejects.toThrow('no applicable key');
});

test('44: what is published and what is shown never holds a private member', async () => {
  for (const alg of ['RS512', 'PS256', 'ES256', 'EdDSA']) await apiOf('access_token', alg);
  await server.call('POST', '/keys/signing/rotate');
  const published = await jwks();
  expect(new Set(published.keys.map(({ kty }) => kty))).toEqual(new Set(['RSA', 'EC', 'OKP']));
  const certificate = ['x5c', 'x5t', 'x5t#S256'];
  const members = ['alg', 'crv', 'e', 'kid', 'kty', 'n', 'use', 'x', 'y', ...certificate];
  for (const key of published.keys) for (const member of Object.keys(key)) expect(members).toContain(member);
  const shown = JSON.stringify((await server.call('GET', '/keys/signing')).json());
  expect(shown).toContain('BEGIN CERTIFICATE');
  const secrets = server.tenant.keys.all().flatMap(({ private_key }) => private_key ?? []);
  expect(secrets).toHaveLength(6);
  for (const text of [shown, JSON.stringify(published), JSON.stringify(server.log)]) {
    expect(text).not.toContain('PRIVATE');
    for (const secret of secrets) expect(text).not.toContain(secret.split('\n')[1]);
  }
  const rows = JSON.stringify(await server.db.selectFrom('signing_keys').selectAll().execute());
  for (const secret of secrets) expect(rows).not.toContain(secret.split('\n')[1]);
});
