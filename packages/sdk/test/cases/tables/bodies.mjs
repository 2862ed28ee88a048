// An answer can be read in every form, any number of times: in hooks, and after them.
import assert from 'node:assert/strict';
import { json, plain, refusal } from '../answers.mjs';
import { outcomeOf, withToken } from '../calls.mjs';

const VALUE = { client_id: 'c1', name: 'Robôt ☃' };
const TEXT = JSON.stringify(VALUE);
const decoded = (bytes) => new TextDecoder().decode(bytes);

/** How an answer is read, and as which text. */
const FORMS = {
  text: (response) => response.text(),
  json: async (response) => JSON.stringify(await response.json()),
  arrayBuffer: async (response) => decoded(await response.arrayBuffer()),
  blob: async (response) => (await response.blob()).text(),
  bytes: async (response) => decoded(await response.bytes()),
  body: async (response) => {
    const parts = [];
    for await (const part of response.body) parts.push(...part);
    return decoded(new Uint8Array(parts));
  },
  clone: (response) => response.clone().text(),
  'clone of a clone': async (response) => JSON.stringify(await response.clone().clone().json()),
};
const form = (response) => response.formData().then((data) => data.get('a'));

async function inHook(world, hook, api, read, expected) {
  const seen = [];
  const look = async ({ response }) => void seen.push(await read(response), await read(response));
  const place = world.server.place({ api });
  await outcomeOf(
    withToken(world, place, { middleware: [{ [hook]: look }] }).clients.get({ client_id: 'c1' }),
  );
  assert.deepEqual(seen, [expected, expected]);
}

async function afterwards(world, api, read, expected) {
  class Raw extends world.sdk.BaseAPI {
    raw() {
      return this.request({ method: 'GET', path: '/clients/c1' });
    }
  }
  const response = await withToken(world, world.server.place({ api })).extend(Raw).raw();
  assert.equal(await read(response), expected);
  assert.equal(await read(response), expected);
}

/** Stands in for an answer with as little as it takes. */
const STUBS = {
  'only json': { json: async () => VALUE },
  'json and status': { status: 200, json: async () => VALUE },
  'json, status and ok': { ok: true, status: 200, json: async () => VALUE },
  'json that is not a promise': { ok: true, status: 200, json: () => VALUE },
  'only text': { ok: true, status: 200, text: async () => TEXT },
};

async function stub(world, given) {
  const answer = { status: 200, ...given };
  const client = withToken(world, { url: 'http://x' }, { fetch: async () => answer });
  assert.deepEqual((await client.clients.get({ client_id: 'c1' })).data, VALUE);
}

async function stubRefused(world) {
  const json = async () => ({ error: 'Not Found', message: 'No such thing', errorCode: 'inexistent_client' });
  const client = withToken(world, { url: 'http://x' }, { fetch: async () => ({ status: 404, json }) });
  const { error } = await outcomeOf(client.clients.get({ client_id: 'c1' }));
  assert.ok(error instanceof world.sdk.ManagementApiError, String(error?.stack));
  assert.deepEqual([error.status, error.errorCode, error.requestId], [404, 'inexistent_client', undefined]);
}

const refused = (socket) => json(404, VALUE)(socket);
const formed = plain(200, 'a=1&b=2', { 'content-type': 'application/x-www-form-urlencoded' });

export const bodies = [
  ...Object.entries(FORMS).flatMap(([name, read]) => [
    [`${name} in post`, (world) => inHook(world, 'post', json(200, VALUE), read, TEXT)],
    [`${name} in onError`, (world) => inHook(world, 'onError', refused, read, TEXT)],
    [`${name} afterwards`, (world) => afterwards(world, json(200, VALUE), read, TEXT)],
  ]),
  ['formData in post', (world) => inHook(world, 'post', formed, form, '1')],
  ['formData afterwards', (world) => afterwards(world, formed, form, '1')],
  ['an empty text', (world) => inHook(world, 'onError', plain(502, ''), FORMS.arrayBuffer, '')],
  ...Object.entries(STUBS).map(([name, given]) => [`a stub with ${name}`, (world) => stub(world, given)]),
  ['a stub that refuses', stubRefused],
  [
    'a refusal that was read in a hook is still an error of the API',
    async (world) => {
      const middleware = [{ onError: async ({ response }) => void (await response.text()) }];
      const place = world.server.place({ api: refusal(404) });
      const { error } = await outcomeOf(
        withToken(world, place, { middleware }).clients.get({ client_id: 'c1' }),
      );
      assert.equal(error.msg, 'Refused by 404');
    },
  ],
];
