import { afterAll, beforeAll, expect, it } from 'vitest';
import { type TestServer, testServer } from '../test-server.js';
import { signedIn } from './browser.js';

let server: TestServer;
beforeAll(async () => {
  server = await testServer();
});
afterAll(() => server.close());

it('a link signs in, and a session is a caller of the Management API until it is signed out', async () => {
  const browser = await signedIn(server);
  const made = await browser.ask('POST', '/console/api/v2/clients', { name: 'Made by a person' });
  expect(made.statusCode).toBe(201);
  const read = await browser.ask('GET', `/console/api/v2/clients/${made.json().client_id}`);
  expect(read.json()).toMatchObject({ name: 'Made by a person' });
  expect((await browser.ask('DELETE', '/console/auth/session')).statusCode).toBe(204);
  const after = await browser.ask('GET', '/console/api/v2/clients');
  expect([after.statusCode, after.json().errorCode]).toEqual([401, 'session_ended']);
});
