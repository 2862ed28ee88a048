/** A block of a PEM: its label, and the block alone, written as RFC 7468 section 2 has it. */
export interface PemBlock {
  label: string;
  text: string;
}

/** What was sent holds no usable PEM; the message is the rule that it breaks, and never what was sent. */
export class UnusablePem extends Error {}

const block = /-----BEGIN ([A-Z0-9 ]+)-----([^-]*)-----END \1-----/g;
const base64 = /^[A-Za-z0-9+/]+={0,2}$/;

/** What people hold instead of a public key, and what makes one of it; the first that fits is named. */
const instead: readonly { is: RegExp; message: string }[] = [
  {
    is: /BEGIN OPENSSH PRIVATE KEY/,
    message:
      'Expected a public key but found a private key; send its public half, as written by: ssh-keygen -e -m PKCS8 -f key',
  },
  {
    is: /BEGIN [A-Z0-9 ]{0,30}PRIVATE KEY/,
    message:
      'Expected a public key but found a private key; send its public half, as written by: openssl pkey -in key.pem -pubout',
  },
  {
    is: /BEGIN (?:NEW )?CERTIFICATE REQUEST/,
    message:
      'Expected a public key or a certificate but found a certificate request; send its public key, as written by: openssl req -in request.pem -noout -pubkey',
  },
  {
    is: /BEGIN SSH2 PUBLIC KEY|^\s*(?:ssh-|ecdsa-sha2-|sk-)\S+ AAAA/,
    message:
      'Expected a public key in PEM but found one of SSH; send what is written by: ssh-keygen -e -m PKCS8 -f key.pub',
  },
  {
    is: /BEGIN PKCS12|^\s*MI[A-Za-z0-9+/=\s]+$/,
    message:
      'Expected PEM but found the contents of a binary file; of PKCS #12 send the certificate, as written by: openssl pkcs12 -in file.p12 -nokeys -clcerts',
  },
];

/**
 * The one block of a PEM, or the first certificate of a chain, whatever text is before it and however its lines end.
 * RFC 7468 sections 2 and 5.2
 */
export function readPem(pem: string): PemBlock {
  const found = instead.find(({ is }) => is.test(pem));
  if (found) throw new UnusablePem(found.message);
  const [first, ...others] = [...pem.matchAll(block)].map(([, label = '', body = '']) => ({
    label,
    body: body.replace(/\s+/g, ''),
  }));
  const isChain = [first, ...others].every((one) => one?.label === 'CERTIFICATE');
  if (first === undefined || (others.length > 0 && !isChain) || !base64.test(first.body))
    throw new UnusablePem('Expected one PEM block with a public key or a certificate');
  const lines = first.body.match(/.{1,64}/g) ?? [];
  const { label } = first;
  return { label, text: [`-----BEGIN ${label}-----`, ...lines, `-----END ${label}-----`, ''].join('\n') };
}
