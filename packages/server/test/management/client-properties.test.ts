import { ClientCreate, ClientUpdate } from '@clientele/model';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { rsa, type TestServer, testServer } from '../test-server.js';
import { answerOnly, rows } from './client-property-rows.js';

let server: TestServer;
beforeAll(async () => {
  server = await testServer();
  await server.call('POST', '/resource-servers', { identifier: 'https://api.example.com/' });
});
afterAll(() => server.close());

const newClient = async () =>
  (await server.call('POST', '/clients', { name: 'Target' })).json<{ client_id: string }>().client_id;

it('the table has every property that a request can have, and no other', () => {
  const sent = { ...ClientCreate.properties, ...ClientUpdate.properties };
  const { signing_keys: _refused, ...known } = sent as Record<string, unknown>;
  expect(Object.keys(rows).sort()).toEqual(Object.keys(known).sort());
});

const cases = (pick: 'accepted' | 'refused', on: 'create' | 'update') =>
  Object.entries(rows)
    .filter(([, row]) => row.only === undefined || row.only === on)
    .flatMap(([name, row]) => row[pick].map((value) => [name, title(value), value, row] as const));
const title = (value: unknown) => JSON.stringify(value)?.slice(0, 60);

describe('a new client', () => {
  it.each(cases('accepted', 'create'))('takes %s %s', async (name, _title, value, row) => {
    const answer = await server.call('POST', '/clients', { name: 'New', ...row.beside, [name]: value });
    expect(answer.statusCode, answer.body).toBe(201);
    const stored = (await server.call('GET', `/clients/${answer.json().client_id}`)).json();
    expect(stored[name]).toEqual(row.shown ? row.shown(value) : value);
  });

  it.each(cases('refused', 'create'))('does not take %s %s', async (name, _title, value, row) => {
    const answer = await server.call('POST', '/clients', { name: 'New', ...row.beside, [name]: value });
    expect(answer.json()).toMatchObject({ statusCode: 400, errorCode: 'invalid_body' });
    expect(answer.json().message).toContain(name);
  });

  it.each(Object.entries(rows).filter(([, row]) => row.null === 'both'))(
    'takes null for %s as not sent',
    async (name) => {
      const plain = (await server.call('POST', '/clients', { name: 'New' })).json();
      const made = (await server.call('POST', '/clients', { name: 'New', [name]: null })).json();
      expect(made[name]).toEqual(plain[name]);
    },
  );
});

describe('a change of a client', () => {
  it.each(cases('accepted', 'update'))('takes %s %s', async (name, _title, value, row) => {
    const path = `/clients/${await newClient()}`;
    const answer = await server.call('PATCH', path, { ...row.beside, [name]: value });
    expect(answer.statusCode, answer.body).toBe(200);
    const expected = row.shown ? row.shown(value) : value;
    expect(answer.json()[name]).toEqual(expected);
    expect((await server.call('GET', path)).json()[name]).toEqual(expected);
  });

  it.each(cases('refused', 'update'))('does not take %s %s', async (name, _title, value, row) => {
    const path = `/clients/${await newClient()}`;
    const before = (await server.call('GET', path)).json();
    const answer = await server.call('PATCH', path, { ...row.beside, [name]: value });
    expect(answer.json()).toMatchObject({ statusCode: 400, errorCode: 'invalid_body' });
    expect(answer.json().message).toContain(name);
    expect((await server.call('GET', path)).json()).toEqual(before);
  });

  it.each(Object.entries(rows).filter(([, row]) => row.null !== undefined))(
    'takes %s away with null, also where it is not there',
    async (name, row) => {
      const path = `/clients/${await newClient()}`;
      await server.call('PATCH', path, { ...row.beside, [name]: row.accepted[0] });
      for (let n = 0; n < 2; n += 1) {
        const answer = await server.call('PATCH', path, { [name]: null });
        expect(answer.statusCode, answer.body).toBe(200);
        expect(answer.json()).not.toHaveProperty(name);
      }
    },
  );

  it('cannot move a client to another API', async () => {
    const body = { resource_server_identifier: 'https://api.example.com/' };
    const answer = await server.call('PATCH', `/clients/${await newClient()}`, body);
    expect(answer.json().message).toBe(
      "Payload validation error: 'Additional properties not allowed: resource_server_identifier'.",
    );
  });

  it('cannot change the security mode of a third party, but may repeat it', async () => {
    const body = { name: 'Partner', is_first_party: false, third_party_security_mode: 'strict' };
    const { client_id } = (await server.call('POST', '/clients', body)).json();
    const send = (mode: string) =>
      server.call('PATCH', `/clients/${client_id}`, { third_party_security_mode: mode });
    expect((await send('strict')).statusCode).toBe(200);
    expect((await send('permissive')).json()).toMatchObject({ statusCode: 400, errorCode: 'invalid_body' });
  });
});

it.each(answerOnly)('%s is in no request', async (name) => {
  const id = await newClient();
  const refusal = {
    statusCode: 400,
    message: `Payload validation error: 'Additional properties not allowed: ${name}'.`,
  };
  expect((await server.call('POST', '/clients', { name: 'New', [name]: 'x' })).json()).toMatchObject(refusal);
  expect((await server.call('PATCH', `/clients/${id}`, { [name]: 'x' })).json()).toMatchObject(refusal);
});

it('credentials in full are for new clients, ids for changes', async () => {
  const full = { credential_type: 'public_key', pem: rsa.publicKey };
  const slots = (credential: object) => ({
    client_authentication_methods: { private_key_jwt: { credentials: [credential] } },
  });
  const made = await server.call('POST', '/clients', { name: 'New', ...slots(full) });
  expect(made.statusCode).toBe(201);
  const path = `/clients/${made.json().client_id}`;
  const [{ id }] = made.json().client_authentication_methods.private_key_jwt.credentials;
  expect((await server.call('PATCH', path, slots({ id }))).statusCode).toBe(200);
  expect((await server.call('PATCH', path, slots(full))).statusCode).toBe(400);
  expect((await server.call('POST', '/clients', { name: 'New', ...slots({ id }) })).statusCode).toBe(400);
});
