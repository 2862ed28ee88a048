import { createHash } from 'node:crypto';
import { STATUS_CODES } from 'node:http';
import fc, { type Arbitrary } from 'fast-check';
import type { LightMyRequestResponse } from 'fastify';
import { sql } from 'kysely';
import type { OpenAPIV3_1 } from 'openapi-types';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { onPostgres } from '../../../../test/postgres/engine.js';
import { rsa, type TestServer, testServer } from '../test-server.js';
import { broken, mutated, oddIds, oddQueries, valuesOf } from './random-values.js';

// PostgreSQL is asked over a connection for each row, and the rules are the same.
const requests = Number(process.env.CLIENTELE_FUZZ_REQUESTS ?? 2000) / (onPostgres ? 20 : 1);
const seed = Number(process.env.CLIENTELE_FUZZ_SEED ?? Date.now() % 1_000_000_000);
const batch = 100;
/** Beyond this many objects of a kind the oldest is deleted, so that the state stays small enough to compare. */
const maxObjects = 12;

interface Operation {
  method: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';
  path: string;
  id: string;
  contentType: string;
  body: OpenAPIV3_1.SchemaObject | undefined;
}

interface Request {
  operation: Operation;
  url: string;
  payload: string | undefined;
}

let server: TestServer;
let operations: Operation[];
beforeAll(async () => {
  // Only such secrets can be looked up.
  server = await testServer({ credentialRules: { secretFormat: 'prefixed' } });
  operations = operationsOf((await server.inject({ url: '/openapi.json' })).json());
  await server.call('POST', '/resource-servers', {
    identifier: robot.audience,
    scopes: [{ value: 'read:a' }, { value: 'read:b' }],
  });
  const body = { name: 'Robot', client_secret: robot.secret };
  robot.id = (await server.call('POST', '/clients', body)).json<{ client_id: string }>().client_id;
  const grant = { client_id: robot.id, audience: robot.audience, scope: ['read:a'] };
  await server.call('POST', '/client-grants', grant);
});
afterAll(() => server.close());

function operationsOf(document: OpenAPIV3_1.Document): Operation[] {
  return Object.entries(document.paths ?? {}).flatMap(([path, item]) =>
    Object.entries(item ?? {}).map(([method, described]) => {
      const { operationId = '', requestBody } = described as OpenAPIV3_1.OperationObject;
      const content = requestBody && 'content' in requestBody ? requestBody.content : {};
      const [contentType = 'application/json', media] = Object.entries(content)[0] ?? [];
      return {
        method: method.toUpperCase() as Operation['method'],
        path,
        id: operationId,
        contentType,
        body: media?.schema as OpenAPIV3_1.SchemaObject | undefined,
      };
    }),
  );
}

/** Ids of what was made, by the collection that it is in. */
const pools: Record<string, string[]> = {
  clients: [],
  'client-grants': [],
  'resource-servers': [],
  connections: [],
  credentials: [],
  secrets: [],
  'keys/signing': [],
  logs: [],
};
/** Secrets that were generated. */
let generated: string[] = [];
/** A client that nothing here changes, so that tokens can be had. */
const robot = { id: '', secret: 'the-secret-of-the-robot', audience: 'urn:orders' };
const identifiers = [robot.audience, 'https://none.example/'];

const known = () => ({
  client_id: [robot.id, 'nobody', ...(pools.clients ?? [])],
  enabled_clients: pools.clients ?? [],
  audience: identifiers,
  identifier: [`https://api-${counter}.example/`, ...identifiers],
  resource_server_identifier: identifiers,
  name: [`name-${counter}`, 'Robot'],
  pem: [rsa.publicKey, rsa.privateKey, 'no pem'],
  credential_type: ['public_key', 'cert_subject_dn', 'x509_cert'],
  id: (pools.credentials ?? []).map((pair) => pair.split('/')[1] ?? ''),
  scope: ['read:a', 'read:b'],
  value: ['read:a', 'read:b'],
  grant_type: ['client_credentials', 'password'],
  client_secret: [robot.secret, 'wrong'],
  secret: ['chosen by a caller', ...generated],
  client_assertion: ['e30.e30.e30'],
  assertion: ['e30.e30.e30', 'no assertion'],
  expires_at: ['2095-05-13T09:33:13.000Z', '2001-01-01T00:00:00+02:00', 'soon'],
});
/** Mostly what is right, since a token needs all of it at once. */
const ofRobot = () => ({
  grant_type: ['client_credentials'],
  client_id: [robot.id],
  client_secret: [robot.secret],
  audience: [robot.audience],
  scope: ['read:a'],
});
/** Of these one in sixty is accepted, so they are sent more often. */
const needsMuchAtOnce = [
  'issueToken',
  'createClientGrant',
  'updateCredential',
  'updateClientSecret',
  'lookUpSecret',
];
let counter = 0;

function requestOf(operation: Operation): Arbitrary<Request> {
  const hints = operation.id === 'issueToken' ? { ...known(), ...ofRobot() } : known();
  const body = operation.body ? valuesOf(operation.body, hints) : fc.constant(undefined);
  const payload = body.chain((valid) =>
    valid === undefined
      ? fc.constant(undefined)
      : fc.oneof(
          { weight: 5, arbitrary: fc.constant(encoded(valid, operation)) },
          { weight: 4, arbitrary: mutated(valid).map((value) => encoded(value, operation)) },
          { weight: 1, arbitrary: broken(encoded(valid, operation)) },
        ),
  );
  const usual = operation.id === 'getUsage' ? '?group_by=client' : '';
  const query = fc.oneof(
    { weight: 4, arbitrary: fc.constant(usual) },
    { weight: 1, arbitrary: oddQueries.map((text) => `?${text}`) },
  );
  return fc
    .tuple(pathOf(operation.path), query, payload)
    .map(([path, search, text]) => ({ operation, url: `${path}${search}`, payload: text }));
}

function encoded(value: unknown, { contentType }: Operation): string {
  if (contentType === 'application/json') return JSON.stringify(value);
  return typeof value === 'object' && value !== null
    ? new URLSearchParams(Object.entries(value).map(([name, field]) => [name, formField(field)])).toString()
    : formField(value);
}

// What a form has no way to say is sent as JSON; an object whose toString is data has no text of its own.
function formField(value: unknown): string {
  return typeof value === 'object' ? JSON.stringify(value) : String(value);
}

/** The ids of what belongs to a client, by its kind, as paths have them. */
const innerIds: Record<string, string> = { credentials: '{credentialId}', secrets: '{secretId}' };

function pathOf(template: string): Arbitrary<string> {
  const [, collection = ''] = /^\/api\/v2\/([\w-]+|keys\/signing)\/\{k?id\}/.exec(template) ?? [];
  const ofClients = Object.keys(innerIds).find((kind) => template.includes(innerIds[kind] ?? ''));
  const pool = pools[ofClients ?? collection] ?? [];
  const ids = pool.length > 0 ? fc.oneof({ weight: 6, arbitrary: fc.constantFrom(...pool) }, oddIds) : oddIds;
  return ids.map((chosen) => {
    const [id = '', innerId = 'none'] = chosen.split('/');
    const path = template.replace(/\{k?id\}/, id);
    return ofClients === undefined ? path : path.replace(`${innerIds[ofClients]}`, innerId);
  });
}

const send = ({ operation: { method, path, contentType }, url, payload }: Request) =>
  server.inject({
    method,
    url,
    headers: {
      ...(path.startsWith('/api/') && { authorization: `Bearer ${server.admin}` }),
      'content-type': contentType,
    },
    ...(payload !== undefined && { payload }),
  });

/** How many rows were ever written, rolled back or not; PostgreSQL cannot tell, so there all that is stored is compared. */
async function writes(): Promise<number> {
  if (onPostgres) return Number.NaN;
  const { rows } = await sql<{ n: number }>`select total_changes() as n`.execute(server.db);
  return Number(rows[0]?.n);
}

/** All that is stored; of the log, which only grows and notes refusals too, the newest change. */
async function state(): Promise<string> {
  const tables = await server.db.introspection.getTables();
  const hash = createHash('sha256');
  for (const { name } of tables) {
    // Use is counted by and by, whatever is asked.
    if (name.startsWith('usage_')) continue;
    const rows =
      name === 'log_events'
        ? await sql`select id from log_events where tenant_id = 'default' and type = 'sapi' and type <> 'seccft'
            order by created_at desc, id desc limit 1`.execute(server.db)
        : await sql`select * from ${sql.table(name)}`.execute(server.db);
    hash.update(JSON.stringify([name, rows.rows]));
  }
  return hash.digest('hex');
}

/** Whether the newest of a kind is there still; what goes with something else is not told. */
async function isThere(collection: string): Promise<boolean> {
  const newest = pools[collection]?.at(-1);
  if (newest === undefined) return false;
  const [owner, id] = newest.split('/');
  const path = id === undefined ? `/${collection}/${owner}` : `/clients/${owner}/${collection}/${id}`;
  return (await server.call('GET', path)).statusCode === 200;
}

/** Makes one of each kind that there is none of, so that every operation has something to work on. */
async function replenish(): Promise<void> {
  const make = async (collection: string, path: string, body: object) => {
    if (await isThere(collection)) return;
    const made = (await server.call('POST', path, body)).json<Record<string, string>>();
    const id = collection === 'clients' ? made.client_id : made.id;
    if (id === undefined) return;
    pools[collection] = [collection in innerIds ? `${pools.clients?.at(-1)}/${id}` : id];
    if (made.secret !== undefined) generated = [made.secret];
  };
  await make('clients', '/clients', { name: 'Plain' });
  await make('resource-servers', '/resource-servers', { identifier: `urn:${counter}` });
  await make('connections', '/connections', { name: `plain-${counter}`, strategy: 'auth0' });
  // Without the key that signed the administrator's token: revoked, it would end the test.
  const keys = server.tenant.keys.all().filter(({ kid }) => kid !== 'test-signing-key');
  pools['keys/signing'] = keys.map(({ kid }) => kid);
  const client_id = pools.clients?.at(-1);
  // Of the three types only this one can be changed.
  const key = { credential_type: 'public_key', pem: rsa.publicKey };
  await make('credentials', `/clients/${client_id}/credentials`, key);
  await make('secrets', `/clients/${client_id}/secrets`, {});
  const grant = { client_id, audience: robot.audience, scope: [], subject_type: 'anonymous_user' };
  await make('client-grants', '/client-grants', grant);
  const logged = (await server.call('GET', '/logs?per_page=5')).json<{ log_id: string }[]>();
  pools.logs = logged.map(({ log_id }) => log_id);
}

/** What was deleted, and what belonged to it, is asked for no more. */
function forget({ url }: Request): void {
  const ids = url.split(/[/?]/);
  for (const [collection, pool] of Object.entries(pools))
    pools[collection] = pool.filter((entry) => !entry.split('/').some((id) => ids.includes(id)));
}

/** Remembers what was made, and keeps the registry small. */
async function remember({ operation, url }: Request, answer: Record<string, string>): Promise<void> {
  const [, collection = ''] = /^\/api\/v2\/([\w-]+)$/.exec(operation.path) ?? [];
  const [, clientId, kind = ''] = /^\/api\/v2\/clients\/([^/?]+)\/(\w+)(?:\?|$)/.exec(url) ?? [];
  const inner = operation.method === 'POST' && kind in innerIds ? pools[kind] : undefined;
  if (inner) {
    inner.push(`${clientId}/${answer.id}`);
    inner.splice(0, inner.length - maxObjects);
    return;
  }
  const pool = pools[collection];
  const id = answer.client_id !== undefined && collection === 'clients' ? answer.client_id : answer.id;
  if (operation.method !== 'POST' || !pool || id === undefined) return;
  pool.push(id);
  if (collection === 'resource-servers') identifiers.push(answer.identifier ?? '');
  if (pool.length <= maxObjects) return;
  const oldest = pool.shift() ?? '';
  if (collection === 'resource-servers') identifiers.splice(2, 1);
  await server.call('DELETE', `/${collection}/${encodeURIComponent(oldest)}`);
}

function describeRequest({ operation, url, payload }: Request): string {
  return `seed ${seed}: curl -X ${operation.method} '${url.slice(0, 300)}' -H 'content-type: ${operation.contentType}' -d '${payload?.slice(0, 2000) ?? ''}'`;
}

it(
  `${requests} random requests: refusals have the documented shape and change nothing, and nothing breaks`,
  async () => {
    const accepted = new Map<string, number>();
    const refused = new Map<string, number>();
    let stored = '';
    let written = 0;
    for (let sent = 0; sent < requests; ) {
      await replenish();
      [stored, written] = [await state(), await writes()];
      // Things are made more often than the rest, so that there is something to change.
      const making = operations.filter(({ id }) => id.startsWith('create'));
      const seldomAccepted = operations.filter(({ id }) => needsMuchAtOnce.includes(id));
      const often = [
        ...operations.filter(({ path }) => !path.endsWith('/rotate')),
        ...Array(2).fill(making).flat(),
        ...Array(5).fill(seldomAccepted).flat(),
      ];
      // An RSA key takes as long to make as hundreds of requests, so keys are rotated less often.
      const arbitrary = fc.constantFrom(...operations, ...Array(7).fill(often).flat()).chain(requestOf);
      for (const request of fc.sample(arbitrary, { numRuns: batch, seed: seed + sent })) {
        sent += 1;
        counter = sent;
        server.clock.now += 1;
        const answer = await send(request);
        const { statusCode } = answer;
        const what = describeRequest(request);
        expect(statusCode, what).toBeLessThan(500);
        const { id } = request.operation;
        if (statusCode < 400) {
          accepted.set(id, (accepted.get(id) ?? 0) + 1);
          if (request.operation.method === 'DELETE') forget(request);
          else if (statusCode !== 204) await remember(request, answer.json());
          if (request.operation.method !== 'GET') [stored, written] = [await state(), await writes()];
          continue;
        }
        refused.set(id, (refused.get(id) ?? 0) + 1);
        expectDocumented(request, answer);
        if ((await writes()) === written) continue;
        expect(await state(), what).toBe(stored);
        written = await writes();
      }
    }
    const never = operations.map(({ id }) => id).filter((id) => !accepted.has(id));
    // Fewer requests may well miss one.
    if (requests >= 20_000) expect(never, 'operations of which no request was ever accepted').toEqual([]);
    const always = operations
      .filter(({ body }) => body)
      .map(({ id }) => id)
      .filter((id) => !refused.has(id));
    if (requests >= 1000)
      expect(always, 'operations with a body of which no request was ever refused').toEqual([]);
  },
  1_200_000 + requests * 10,
);

/** The properties that a refusal may have, and those that it must have. management-api.md 1.3 */
function expectDocumented(request: Request, answer: LightMyRequestResponse): void {
  const what = describeRequest(request);
  expect(answer.headers['content-type'], what).toBe('application/json; charset=utf-8');
  const body = answer.json<Record<string, unknown>>();
  if (request.url.startsWith('/oauth/token')) {
    expect(body, what).toMatchObject({ error: expect.any(String), error_description: expect.any(String) });
    return;
  }
  const { statusCode } = answer;
  const error = STATUS_CODES[statusCode];
  expect(body, what).toMatchObject({ statusCode, error, message: expect.stringMatching(/./) });
  const unknown = Object.keys(body).filter((name) => !documented.includes(name));
  expect(unknown, what).toEqual([]);
}

const documented = ['statusCode', 'error', 'message', 'errorCode', 'attributes'];
