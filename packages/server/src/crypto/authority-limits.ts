import type { X509Certificate } from 'node:crypto';

/** The one use of what a development CA issues: being a server in TLS. RFC 5280 section 4.2.1.12 */
export const serverAuthentication = '1.3.6.1.5.5.7.3.1';

/**
 * The names that a development CA can vouch for, as the content of the extension: this machine's loopback names, the host
 * names that the operator lists, e-mail addresses at localhost and URIs of localhost. Kinds of names that are not listed
 * would be free. A DNS name holds the names below it, and so mtls.localhost. What is not listed here, such as directory
 * names, not every program knows, and refuses. RFC 5280 section 4.2.1.10
 */
export function permittedNames(hostnames: readonly string[] = []): Uint8Array {
  const localhost = ascii('localhost');
  const loopback6 = [...new Array(15).fill(0), 1];
  const subtrees = [
    der(tag.dnsName, localhost),
    ...hostnames.map((name) => der(tag.dnsName, ascii(name))),
    der(tag.iPAddress, [127, 0, 0, 1, ...new Array(4).fill(255)]),
    der(tag.iPAddress, [...loopback6, ...new Array(16).fill(255)]),
    der(tag.rfc822Name, localhost),
    der(tag.uniformResourceIdentifier, localhost),
  ];
  const permitted = subtrees.flatMap((name) => der(tag.sequence, name));
  return Uint8Array.from(der(tag.sequence, der(tag.permittedSubtrees, permitted)));
}

/** Whether a development CA is for these names and no others; earlier ones left e-mail, URIs and uses open. */
export function isNarrow({ raw, keyUsage }: X509Certificate, hostnames: readonly string[] = []): boolean {
  const usages: readonly string[] = keyUsage ?? [];
  return (
    usages.length === 1 &&
    usages[0] === serverAuthentication &&
    raw.includes(Buffer.from(permittedNames(hostnames)))
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

function ascii(text: string): number[] {
  return [...Buffer.from(text, 'ascii')];
}

function der(kind: number, content: number[]): number[] {
  return [kind, ...lengthOf(content), ...content];
}

/** X.690 section 8.1.3; 65,535 bytes are more than the names may have. */
function lengthOf({ length }: number[]): number[] {
  if (length < 0x80) return [length];
  return length < 0x100 ? [0x81, length] : [0x82, length >> 8, length & 0xff];
}
