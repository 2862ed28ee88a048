/** What a token holds, and whether a published key has signed it. */
export interface DecodedToken {
  header: Record<string, unknown>;
  claims: Record<string, unknown>;
  /** `verified`, or why it could not be. */
  verification: { verified: boolean; text: string };
}

const algorithms: Readonly<Record<string, RsaHashedImportParams & EcdsaParams & EcKeyImportParams>> = {
  RS256: { name: 'RSASSA-PKCS1-v1_5', hash: 'SHA-256', namedCurve: '' },
  PS256: { name: 'RSA-PSS', hash: 'SHA-256', namedCurve: '' },
  ES256: { name: 'ECDSA', hash: 'SHA-256', namedCurve: 'P-256' },
};

/**
 * Reads a token and verifies its signature with the keys that the server publishes. RFC 7515 section 5.2
 * @throws Error for what is no token.
 */
export async function decodeToken(token: string): Promise<DecodedToken> {
  const [header = '', claims = '', signature = '', ...rest] = token.split('.');
  if (signature === '' || rest.length > 0) throw new Error('The server did not answer with a signed token.');
  const read = { header: json(header), claims: json(claims) };
  return { ...read, verification: await verify(read.header, `${header}.${claims}`, bytesOf(signature)) };
}

async function verify(
  header: Record<string, unknown>,
  input: string,
  signature: Uint8Array<ArrayBuffer>,
): Promise<DecodedToken['verification']> {
  const algorithm = algorithms[String(header.alg)];
  if (!algorithm)
    return {
      verified: false,
      text: `Signed with ${header.alg}, which no published key verifies; the API verifies it.`,
    };
  const answer = await fetch('/.well-known/jwks.json', { credentials: 'omit' });
  const { keys } = (await answer.json()) as { keys: (JsonWebKey & { kid?: string })[] };
  const jwk = keys.find(({ kid }) => kid === header.kid);
  if (!jwk) return { verified: false, text: 'No published key has the kid of the token.' };
  const key = await crypto.subtle.importKey('jwk', jwk, algorithm, false, ['verify']);
  const holds = await crypto.subtle.verify(
    { ...algorithm, saltLength: 32 } as EcdsaParams & RsaPssParams,
    key,
    signature,
    new TextEncoder().encode(input),
  );
  return holds
    ? { verified: true, text: `Verified with the published key ${header.kid}.` }
    : { verified: false, text: 'The signature does not fit the published key.' };
}

function json(part: string): Record<string, unknown> {
  return JSON.parse(new TextDecoder().decode(bytesOf(part)));
}

function bytesOf(part: string): Uint8Array<ArrayBuffer> {
  const text = atob(part.replaceAll('-', '+').replaceAll('_', '/'));
  return Uint8Array.from(text, (character) => character.charCodeAt(0));
}
