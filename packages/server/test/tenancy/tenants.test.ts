import { afterAll, beforeAll, expect, test } from 'vitest';
import { servedTenants } from '../../src/tenancy/tenants.js';
import { type TestServer, testServer } from '../test-server.js';

let server: TestServer;
beforeAll(async () => {
  server = await testServer();
});
afterAll(() => server.close());

// As a development server has them beside the host of its issuer.
const aliases = ['localhost', '127.0.0.1', '[::1]'];

test.each([
  'localhost',
  'localhost:4643',
  'LOCALHOST',
  'localhost.',
  '127.0.0.1:1',
  '[::1]:4600',
  'id.example.com',
])('76: a tenant is found under %s', (host) => {
  expect(servedTenants([server.tenant], { aliases }).byHost(host)).toBe(server.tenant);
});

test.each([
  'x.localhost',
  'x.localhost:4643',
  'localhost.example',
  'xlocalhost',
  '127.0.0.2',
  '[::2]',
  '',
  'x.id.example.com',
])('76: no tenant is found under %j', (host) => {
  expect(servedTenants([server.tenant], { aliases }).byHost(host)).toBeUndefined();
});

test('a tenant comes and goes while the server runs', async () => {
  const jwksOf = (host: string) => server.inject({ url: '/.well-known/jwks.json', headers: { host } });
  expect((await jwksOf('other.example.com')).statusCode).toBe(421);
  server.tenants.add(server.other);
  expect((await jwksOf('other.example.com')).statusCode).toBe(200);
  expect(() => server.tenants.add({ ...server.other, id: 'third' })).toThrow(/other/);
  server.tenants.remove('other');
  expect((await jwksOf('other.example.com')).statusCode).toBe(421);
  expect((await jwksOf('id.example.com')).statusCode).toBe(200);
});
