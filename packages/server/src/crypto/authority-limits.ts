import type { X509Certificate } from 'node:crypto';

/** The one use of what a development CA issues: being a server in TLS. RFC 5280 section 4.2.1.12 */
export const serverAuthentication = '1.3.6.1.5.5.7.3.1';

/**
 * The names that a development CA can vouch for, as the content of the extension: this machine's loopback names, e-mail
 * addresses at localhost and URIs of localhost. Kinds of names that are not listed would be free. A DNS name holds the names below it, and so
 * mtls.localhost. What is not listed here, such as directory names, not every program knows, and refuses. RFC 5280 section 4.2.1.10
 */
export function loopbackNames(): Uint8Array {
  const localhost = [...Buffer.from('localhost', 'ascii')];
  const loopback6 = [...new Array(15).fill(0), 1];
  const subtrees = [
    der(tag.dnsName, localhost),
    der(tag.iPAddress, [127, 0, 0, 1, ...new Array(4).fill(255)]),
    der(tag.iPAddress, [...loopback6, ...new Array(16).fill(255)]),
    der(tag.rfc822Name, localhost),
    der(tag.uniformResourceIdentifier, localhost),
  ];
  const permitted = subtrees.flatMap((name) => der(tag.sequence, name));
  return Uint8Array.from(der(tag.sequence, der(tag.permittedSubtrees, permitted)));
}

/** Whether a development CA is as narrow as those that are made now; earlier ones left e-mail, URIs and uses open. */
export function isNarrow({ raw, keyUsage }: X509Certificate): boolean {
  const usages: readonly string[] = keyUsage ?? [];
  return (
    usages.length === 1 && usages[0] === serverAuthentication && raw.includes(Buffer.from(loopbackNames()))
  );
}

const tag = {
  sequence: 0x30,
  permittedSubtrees: 0xa0,
  rfc822Name: 0x81,
  dnsName: 0x82,
  uniformResourceIdentifier: 0x86,
  iPAddress: 0x87,
} as const;

// One byte of length is enough: everything here is shorter than 128 bytes.
function der(kind: number, content: number[]): number[] {
  return [kind, content.length, ...content];
}
