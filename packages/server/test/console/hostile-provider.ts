import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { exportJWK, generateKeyPair, type JWTPayload, SignJWT } from 'jose';

/** An OpenID provider whose answers a test chooses. */
export interface HostileProvider {
  issuer: string;
  /** What the next id token says; what is not given is right. */
  next: { claims?: (right: JWTPayload) => JWTPayload; forged?: boolean; unsigned?: boolean; status?: number };
  /** The nonce that the id token must repeat. */
  nonce: string;
  /** Bodies of the token requests that came. */
  requests: URLSearchParams[];
  close(): Promise<void>;
}

export async function hostileProvider(): Promise<HostileProvider> {
  const [own, foreign] = [await generateKeyPair('RS256'), await generateKeyPair('RS256')];
  const jwk = { ...(await exportJWK(own.publicKey)), kid: 'own', alg: 'RS256', use: 'sig' };
  const provider: HostileProvider = {
    issuer: '',
    next: {},
    nonce: '',
    requests: [],
    close: async () => {
      server.closeAllConnections();
      server.close();
      await once(server, 'close');
    },
  };
  const idToken = async () => {
    const now = Math.floor(Date.now() / 1000);
    const { issuer: iss, nonce, next } = provider;
    const right = {
      iss,
      sub: 'ann',
      aud: 'console',
      iat: now,
      exp: now + 60,
      nonce,
      email: 'ann@example.com',
    };
    const claims = next.claims?.({ ...right, email_verified: true }) ?? { ...right, email_verified: true };
    const key = next.forged ? foreign.privateKey : own.privateKey;
    const signed = await new SignJWT(claims).setProtectedHeader({ alg: 'RS256', kid: 'own' }).sign(key);
    if (!next.unsigned) return signed;
    const header = Buffer.from('{"alg":"none"}').toString('base64url');
    return `${header}.${signed.split('.')[1]}.`;
  };
  const server = createServer(async (request, response) => {
    const send = (body: object, status = 200) =>
      response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(body));
    const { issuer } = provider;
    if (request.url === '/.well-known/openid-configuration')
      return send({
        issuer,
        authorization_endpoint: `${issuer}/authorize`,
        token_endpoint: `${issuer}/token`,
        jwks_uri: `${issuer}/keys`,
        id_token_signing_alg_values_supported: ['RS256'],
      });
    if (request.url === '/keys') return send({ keys: [jwk] });
    const chunks = await request.toArray();
    provider.requests.push(new URLSearchParams(Buffer.concat(chunks).toString()));
    if (provider.next.status) return send({ error: 'server_error' }, provider.next.status);
    return send({ access_token: 'opaque', token_type: 'Bearer', id_token: await idToken() });
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  provider.issuer = `http://127.0.0.1:${port}`;
  return provider;
}
