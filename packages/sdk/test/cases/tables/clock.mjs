// An assertion is dated by the server's clock, as far as its answers say what that is and can be trusted.
import assert from 'node:assert/strict';
import { generateKeyPairSync } from 'node:crypto';
import { good, json, noToken } from '../answers.mjs';

const { privateKey } = generateKeyPairSync('ec', {
  namedCurve: 'P-256',
  publicKeyEncoding: { type: 'spki', format: 'pem' },
  privateKeyEncoding: { type: 'pkcs8', format: 'pem' },
});
const dated = (answer, offset) => (socket, request) =>
  answer({ date: new Date(Date.now() + offset * 1000).toUTCString() })(socket, request);
const discovery = (offset, issuer) => dated((headers) => json(200, { issuer }, headers), offset);
const token = (offset) =>
  dated((headers) => json(200, { access_token: 'T', expires_in: 3600 }, headers), offset);

/** By how many seconds the server is ahead, over which road, and by how many the assertion is then. */
const OFFSETS = [
  ['as it should be', 0, undefined, 0],
  ['a second ahead', 1, undefined, 0],
  ['five minutes ahead', 300, undefined, 300],
  ['five minutes behind', -300, undefined, -300],
  ['ten minutes ahead', 600, undefined, 600],
  ['an hour ahead', 3600, undefined, 600],
  ['an hour behind', -3600, undefined, -600],
  ['five minutes ahead, by https', 300, 'https://tenant.example', 300],
  ['five minutes ahead, by http to somewhere else', 300, 'http://tenant.example', 0],
];

async function claimsOf({ sdk, server }, offset, base, calls = 1, script = {}) {
  const issuer = `${base ?? 'http://127.0.0.1'}/`;
  const place = server.place({
    api: good,
    discovery: discovery(offset, issuer),
    token: token(offset),
    ...script,
  });
  const { clients } = new sdk.ManagementClient({
    baseUrl: base ?? place.url,
    clientId: 'robot',
    clientAssertionSigningKey: privateKey,
    clientAssertionSigningAlg: 'ES256',
    fetch: (url, init) => globalThis.fetch(base ? url.replace(base, place.url) : url, init),
  });
  for (let call = 0; call < calls; call += 1) await clients.get({ client_id: 'c1' }).catch(() => {});
  return place.asked('token').map(({ body }) => {
    const assertion = new URLSearchParams(body).get('client_assertion');
    return JSON.parse(Buffer.from(assertion.split('.')[1], 'base64url').toString());
  });
}

async function isDated(world, [, offset, base, expected]) {
  const [{ iat, exp }] = await claimsOf(world, offset, base);
  const ahead = iat - Date.now() / 1000;
  assert.ok(Math.abs(ahead - expected) < 5, `${ahead} s ahead, not ${expected}`);
  assert.equal(exp - iat, 120);
}

/** A refusal tells what time it is, too. */
async function learns(world) {
  const refused = dated((headers) => noToken(401, headers), 300);
  const answers = { discovery: discovery(0, 'http://127.0.0.1/'), token: [refused, token(300)] };
  const [first, second] = await claimsOf(world, 0, undefined, 2, answers);
  assert.ok(Math.abs(second.iat - first.iat - 300) < 5, `${second.iat - first.iat} s later`);
}

export const clock = [
  ...OFFSETS.map((row) => [`the server’s clock is ${row[0]}`, (world) => isDated(world, row)]),
  ['a refusal tells the time', learns],
];
