import { generateKeyPairSync } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { readPem, UnusablePem } from '../../src/crypto/pem.js';

const { publicKey, privateKey } = generateKeyPairSync('ed25519', {
  publicKeyEncoding: { type: 'spki', format: 'pem' },
  privateKeyEncoding: { type: 'pkcs8', format: 'pem' },
});
const wrapped = (label: string, body: string) =>
  `-----BEGIN ${label}-----\n${body}\n-----END ${label}-----\n`;
const [one, two] = [wrapped('CERTIFICATE', 'AAAA'), wrapped('CERTIFICATE', 'BBBB')];

describe('a PEM', () => {
  it.each<[string, string]>([
    ['as it is', publicKey],
    ['with CRLF', publicKey.replaceAll('\n', '\r\n')],
    ['with CR', publicKey.replaceAll('\n', '\r')],
    ['without a line break at the end', publicKey.trimEnd()],
    ['with text before', `Bag Attributes\n    friendlyName: a - b\n${publicKey}`],
    ['with text after', `${publicKey}\nthe end`],
    ['indented', publicKey.replaceAll(/^/gm, '    ')],
    ['with blanks at the ends of lines', publicKey.replaceAll('\n', ' \t\n')],
    ['with blank lines', publicKey.replaceAll('\n', '\n\n')],
    ['in one line', publicKey.replaceAll('\n', ' ')],
  ])('is read %s', (_name, pem) => {
    expect(readPem(pem)).toEqual({ label: 'PUBLIC KEY', text: publicKey });
  });

  it('may be a chain, of which the first certificate counts', () => {
    expect(readPem(`first\n${one}second\n${two}`)).toEqual({ label: 'CERTIFICATE', text: one });
  });

  const oneBlock = 'Expected one PEM block with a public key or a certificate';
  const asPublic = 'Expected a public key but found a private key; send its public half, as written by:';
  it.each<[string, string, string]>([
    ['nothing', '', oneBlock],
    ['a key twice', publicKey + publicKey, oneBlock],
    ['a key and a certificate', publicKey + one, oneBlock],
    ['labels that differ', '-----BEGIN PUBLIC KEY-----\nAAAA\n-----END CERTIFICATE-----', oneBlock],
    ['what is no base64', wrapped('PUBLIC KEY', 'A*A'), oneBlock],
    ['a private key', privateKey, `${asPublic} openssl pkey -in key.pem -pubout`],
    ['a key pair', publicKey + privateKey, `${asPublic} openssl pkey -in key.pem -pubout`],
    [
      'an encrypted private key',
      wrapped('ENCRYPTED PRIVATE KEY', 'AAAA'),
      `${asPublic} openssl pkey -in key.pem -pubout`,
    ],
    [
      'a private key without its end',
      privateKey.slice(0, 60),
      `${asPublic} openssl pkey -in key.pem -pubout`,
    ],
    [
      'a private key of SSH',
      wrapped('OPENSSH PRIVATE KEY', 'AAAA'),
      `${asPublic} ssh-keygen -e -m PKCS8 -f key`,
    ],
    [
      'a certificate request',
      wrapped('CERTIFICATE REQUEST', 'AAAA'),
      'Expected a public key or a certificate but found a certificate request; send its public key, as written by: openssl req -in request.pem -noout -pubkey',
    ],
    [
      'a key of SSH',
      'ssh-ed25519 AAAAC3NzaC1lZDI1NTE5 me@example',
      'Expected a public key in PEM but found one of SSH; send what is written by: ssh-keygen -e -m PKCS8 -f key.pub',
    ],
    [
      'PKCS #12 in base64',
      'MIIJqQIBAzCCCW8GCSqGSIb3DQEHAaCCCWAE',
      'Expected PEM but found the contents of a binary file; of PKCS #12 send the certificate, as written by: openssl pkcs12 -in file.p12 -nokeys -clcerts',
    ],
  ])('is refused as %s, in words that repeat nothing of it', (_name, pem, message) => {
    expect(() => readPem(pem)).toThrow(new UnusablePem(message));
  });
});
