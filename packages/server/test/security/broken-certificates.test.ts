import { generateKeyPairSync } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type TestServer, testServer } from '../test-server.js';
import { certificateOver, pem } from './weak-keys.js';

let server: TestServer;
let credentials: string;
beforeAll(async () => {
  server = await testServer();
  const client = await server.call('POST', '/clients', { name: 'x' });
  credentials = `/clients/${client.json<{ client_id: string }>().client_id}/credentials`;
});
afterAll(() => server.close());

const spkiOf = {
  RSA: generateKeyPairSync('rsa', { modulusLength: 2048 }).publicKey,
  'P-256': generateKeyPairSync('ec', { namedCurve: 'P-256' }).publicKey,
  Ed25519: generateKeyPairSync('ed25519').publicKey,
  // A curve by its numbers instead of its name.
  'another curve': generateKeyPairSync('ec', { namedCurve: 'P-256', paramEncoding: 'explicit' }).publicKey,
};
const certificateOf = (kind: keyof typeof spkiOf, options?: { notAfter: string }) =>
  certificateOver(spkiOf[kind].export({ type: 'spki', format: 'der' }), options);

describe('a certificate with a malformed date', () => {
  const dates = ['20991331000000Z', '20990230000000Z', 'not a date', '', '2099', '99991231235960Z', '\0\0'];

  test.each(dates)('74: %j is refused, naming the property', async (notAfter) => {
    const text = certificateOf('P-256', { notAfter });
    for (const body of [
      { credential_type: 'x509_cert', pem: text },
      { credential_type: 'public_key', parse_expiry_from_cert: true, pem: text },
    ])
      expect((await server.call('POST', credentials, body)).json()).toEqual({
        statusCode: 400,
        error: 'Bad Request',
        errorCode: 'invalid_body',
        message: expect.stringMatching(/^Payload validation error: '.*certificate.*' on property pem\.$/),
      });
    const self_signed_tls_client_auth = { credentials: [{ credential_type: 'x509_cert', pem: text }] };
    const created = await server.call('POST', '/clients', {
      name: 'y',
      client_authentication_methods: { self_signed_tls_client_auth },
    });
    expect(created.json()).toMatchObject({
      statusCode: 400,
      message: expect.stringContaining(
        'client_authentication_methods.self_signed_tls_client_auth.credentials[0].pem',
      ),
    });
  });
});

test.each(Object.keys(spkiOf) as (keyof typeof spkiOf)[])(
  '74: a certificate over a key of %s in which any bit is another one is taken or refused, and ends nothing',
  async (kind) => {
    const [, base64 = ''] = certificateOf(kind).split('\n');
    const good = Buffer.from(base64, 'base64');
    const types = ['public_key', 'x509_cert', 'cert_subject_dn'];
    const statuses = new Set<number>();
    // Not every bit, but each of the eight and each type in turn; RSA takes the most arithmetic.
    const step = kind === 'RSA' ? 25 : 5;
    for (let bit = 0; bit < good.length * 8; bit += step) {
      const bytes = Buffer.from(good);
      bytes[bit >> 3] = (bytes[bit >> 3] ?? 0) ^ (1 << (bit & 7));
      const credential_type = types[bit % types.length];
      const more = credential_type === 'public_key' ? { parse_expiry_from_cert: true } : {};
      const body = { credential_type, pem: pem('CERTIFICATE', bytes), ...more };
      const answer = await server.call('POST', credentials, body);
      if (![201, 400].includes(answer.statusCode)) throw new Error(`bit ${bit}: ${answer.body}`);
      if (answer.statusCode === 201)
        await server.call('DELETE', `${credentials}/${answer.json<{ id: string }>().id}`);
      statuses.add(answer.statusCode);
    }
    expect([...statuses].sort()).toEqual([201, 400]);
  },
);
