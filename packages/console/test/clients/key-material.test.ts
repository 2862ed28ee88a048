import { generateKeyPairSync, X509Certificate } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import {
  keyKinds,
  makeKeyPair,
  readPublicFile,
  readPublicMaterial,
} from '../../src/clients/client/credentials/key-material.js';

const pair = generateKeyPairSync('ec', { namedCurve: 'P-256' });
const rsa = generateKeyPairSync('rsa', { modulusLength: 2048 });
const publicPem = pair.publicKey.export({ type: 'spki', format: 'pem' }).toString();
/** Signed by itself, with P-256. */
const certificate = `-----BEGIN CERTIFICATE-----
MIIBeDCCAR2gAwIBAgIUCG/f3BsNAS/EzAMK3vfBnFVu6a0wCgYIKoZIzj0EAwIw
EDEOMAwGA1UEAwwFcm9ib3QwIBcNMjYxMTMwMDYyNDA1WhgPMjEyNjExMDYwNjI0
MDVaMBAxDjAMBgNVBAMMBXJvYm90MFkwEwYHKoZIzj0CAQYIKoZIzj0DAQcDQgAE
hrxGyLxFtuVOQ7daJB4gxDxO3C2jHWx1ZAp7vrDXuD74LTrDrf4ZetaITy3k2ZSR
bwq/VCuND2Pxp5krqpLu86NTMFEwHQYDVR0OBBYEFA64dYytnNt3pia+n1P6txJW
cW8KMB8GA1UdIwQYMBaAFA64dYytnNt3pia+n1P6txJWcW8KMA8GA1UdEwEB/wQF
MAMBAf8wCgYIKoZIzj0EAwIDSQAwRgIhAPpKveqdcktqzeEQHc18PXaeYPZgXdXE
hRxoeOWSO8TzAiEA+X9m4PruvduY4y8zKdTHYWaBt4VIJId/FjMyEVLH4LQ=
-----END CERTIFICATE-----
`;
const locked = { cipher: 'aes-256-cbc', passphrase: 'x' };
const isPrivate = /This is a private key/;
const file = (content: string | Uint8Array<ArrayBuffer>) => new File([content], 'key');
const bytes = (buffer: Buffer) => new Uint8Array(buffer);

describe('a key or certificate that somebody pastes', () => {
  it('is a public key in PEM, with or without blanks around it', async () => {
    expect(await readPublicMaterial(` \n${publicPem}\n`)).toEqual({ pem: publicPem });
  });

  it('is a JSON Web Key, or the first one of a set', async () => {
    const jwk = { ...pair.publicKey.export({ format: 'jwk' }), alg: 'ES256', kid: 'one' };
    const wanted = { pem: publicPem, alg: 'ES256', kid: 'one' };
    expect(await readPublicMaterial(JSON.stringify(jwk))).toEqual(wanted);
    expect(await readPublicMaterial(JSON.stringify({ keys: [jwk] }))).toEqual(wanted);
  });

  it('is refused where it is a private key', async () => {
    const forms = [
      pair.privateKey.export({ type: 'pkcs8', format: 'pem' }).toString(),
      pair.privateKey.export({ type: 'sec1', format: 'pem' }).toString(),
      rsa.privateKey.export({ type: 'pkcs1', format: 'pem' }).toString(),
      rsa.privateKey.export({ type: 'pkcs8', format: 'pem', ...locked }).toString(),
      publicPem + pair.privateKey.export({ type: 'pkcs8', format: 'pem' }),
      JSON.stringify(pair.privateKey.export({ format: 'jwk' })),
      JSON.stringify({ kty: 'oct', k: 'c2VjcmV0' }),
    ];
    for (const form of forms) await expect(readPublicMaterial(form)).rejects.toThrow(isPrivate);
  });

  it('is refused where it is nothing of the kind', async () => {
    await expect(readPublicMaterial('hello')).rejects.toThrow('Expected PEM');
    await expect(readPublicMaterial('{ no')).rejects.toThrow('not JSON');
    await expect(readPublicMaterial('{"keys":[]}')).rejects.toThrow('empty');
    await expect(readPublicMaterial('{"kty":"EC","crv":"P-521"}')).rejects.toThrow('P-256');
  });
});

describe('a file that somebody drops', () => {
  it('is a certificate in DER', async () => {
    const { raw } = new X509Certificate(certificate);
    expect(await readPublicFile(file(bytes(raw)))).toEqual({ pem: certificate });
  });

  it('is a public key in DER', async () => {
    const der = pair.publicKey.export({ type: 'spki', format: 'der' });
    expect(await readPublicFile(file(bytes(der)))).toEqual({ pem: publicPem });
  });

  it('is refused where it is a private key in DER', async () => {
    const forms = [
      pair.privateKey.export({ type: 'pkcs8', format: 'der' }),
      pair.privateKey.export({ type: 'sec1', format: 'der' }),
      rsa.privateKey.export({ type: 'pkcs1', format: 'der' }),
      rsa.privateKey.export({ type: 'pkcs8', format: 'der', ...locked }),
    ];
    for (const form of forms) await expect(readPublicFile(file(bytes(form)))).rejects.toThrow(isPrivate);
  });

  it('is refused where it is too large', async () => {
    await expect(readPublicFile(file('x'.repeat(65_537)))).rejects.toThrow('larger');
  });
});

it.each(Object.keys(keyKinds) as (keyof typeof keyKinds)[])('a pair for %s is made', async (kind) => {
  const { publicPem: made, privatePem } = await makeKeyPair(kind);
  expect(await readPublicMaterial(made)).toEqual({ pem: made });
  await expect(readPublicMaterial(privatePem)).rejects.toThrow(isPrivate);
});
