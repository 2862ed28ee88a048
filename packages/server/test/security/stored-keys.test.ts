import { createHash, createPublicKey } from 'node:crypto';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { checkCredentialKeys } from '../../src/operations/doctor/credential-keys.js';
import { assertionFor, pairs, registerKeyClient, tokenByAssertion } from '../oauth/registered-client.js';
import { type TestServer, testServer } from '../test-server.js';
import { bytesOf, pem, smallOrderPoints, weakEd25519Keys, weakP256Keys, weakRsaKeys } from './weak-keys.js';

// Keys that were stored before keys were checked, as an older version could.

let server: TestServer;
beforeAll(async () => {
  server = await testServer();
});
afterAll(() => server.close());

/** A client whose credential holds any key at all, with what the doctor says of it. */
async function clientWithKey(alg: 'RS256' | 'ES256' | 'EdDSA', spki: Buffer) {
  const pair = { RS256: pairs.one, ES256: pairs.ec, EdDSA: pairs.ed }[alg];
  const { client_id: clientId, credentialId } = await registerKeyClient(server, { pem: pair.publicKey });
  const row = await server.db
    .selectFrom('credentials')
    .select('document')
    .where('id', '=', credentialId)
    .executeTakeFirstOrThrow();
  const document = JSON.stringify({ ...JSON.parse(row.document), public_key: pem('PUBLIC KEY', spki) });
  await server.db.updateTable('credentials').set({ document }).where('id', '=', credentialId).execute();
  const doctor = async () =>
    (await checkCredentialKeys(server.db)).filter(({ message }) => message.includes(credentialId));
  return { clientId, doctor };
}

/** Signs as an assertion does, with whatever makes a signature. */
async function forged(clientId: string, alg: string, sign: (input: Buffer) => Buffer): Promise<string> {
  const [, payload] = (await assertionFor(server, clientId)).split('.');
  const input = `${Buffer.from(JSON.stringify({ alg })).toString('base64url')}.${payload}`;
  return `${input}.${sign(Buffer.from(input)).toString('base64url')}`;
}

const made = (name: RegExp) => weakRsaKeys.find(([known]) => name.test(known))?.[1]() ?? Buffer.alloc(0);

/** What is signed under e = 1: the padded digest itself. RFC 8017 section 9.2 */
function paddedDigest(input: Buffer): Buffer {
  const info = Buffer.from('3031300d060960864801650304020105000420', 'hex');
  const end = Buffer.concat([info, createHash('sha256').update(input).digest()]);
  return Buffer.concat([Buffer.from([0, 1]), Buffer.alloc(253 - end.length, 0xff), Buffer.from([0]), end]);
}

test('73: with a stored RSA key whose exponent is 1 nobody gets in, and the doctor names it', async () => {
  const { clientId, doctor } = await clientWithKey('RS256', made(/exponent of 1$/));
  const answer = await tokenByAssertion(server, await forged(clientId, 'RS256', paddedDigest));
  expect(answer.statusCode).toBe(401);
  expect(await doctor()).toMatchObject([{ status: 'fail', message: expect.stringContaining(clientId) }]);
});

test('73: a signature under a stored RSA key with a huge exponent is not verified, and the doctor names it', async () => {
  const { clientId, doctor } = await clientWithKey('RS256', made(/as long as the modulus/));
  const before = process.cpuUsage();
  for (let turn = 0; turn < 20; turn += 1) {
    const assertion = await forged(clientId, 'RS256', () => Buffer.alloc(256, 7));
    expect((await tokenByAssertion(server, assertion)).statusCode).toBe(401);
  }
  // Twenty with the whole exponent take 300 ms and more.
  expect(process.cpuUsage(before).user / 1000).toBeLessThan(250);
  expect(await doctor()).toMatchObject([{ status: 'fail' }]);
});

test.each(smallOrderPoints)(
  '73: with the stored Ed25519 point %s of small order nobody gets in, and the doctor names it',
  async (hex) => {
    const make = weakEd25519Keys[smallOrderPoints.indexOf(hex)]?.[1];
    const { clientId, doctor } = await clientWithKey('EdDSA', make?.() ?? Buffer.alloc(0));
    // R = the neutral point and S = 0 hold wherever h·A is neutral, which for order 8 is one message in eight.
    const signature = Buffer.concat([bytesOf(1n, 32).reverse(), Buffer.alloc(32)]);
    for (let turn = 0; turn < 24; turn += 1) {
      const answer = await tokenByAssertion(server, await forged(clientId, 'EdDSA', () => signature));
      expect(answer.statusCode).toBe(401);
    }
    expect(await doctor()).toMatchObject([{ status: 'fail' }]);
  },
);

test('73: a stored point at infinity ends nothing, and the doctor names it', async () => {
  const infinity = weakP256Keys.find(([name]) => name === 'at infinity')?.[1]() ?? Buffer.alloc(0);
  const { clientId, doctor } = await clientWithKey('ES256', infinity);
  const assertion = await assertionFor(server, clientId, {
    header: { alg: 'ES256' },
    privateKey: pairs.ec.privateKey,
  });
  expect((await tokenByAssertion(server, assertion)).statusCode).toBe(401);
  expect(await doctor()).toMatchObject([{ status: 'fail' }]);
});

test('73: a stored key that is only weaker than new ones goes on working, and the doctor warns of it', async () => {
  const { n = '' } = createPublicKey(pairs.one.publicKey).export({ format: 'jwk' });
  const key = createPublicKey({ key: { kty: 'RSA', n, e: 'AQAB' }, format: 'jwk' });
  const { clientId, doctor } = await clientWithKey('RS256', key.export({ type: 'spki', format: 'der' }));
  expect((await tokenByAssertion(server, await assertionFor(server, clientId))).statusCode).toBe(200);
  expect(await doctor()).toEqual([]);
  const weaker = await clientWithKey('RS256', made(/exponent of 3$/));
  expect(await weaker.doctor()).toMatchObject([
    { status: 'warn', message: expect.stringMatching(/odd public exponent .* found 3/) },
  ]);
});
