// An API's side, as users build it: jwks-rsa finds the key, jose verifies.
import { createPublicKey } from 'node:crypto';
import { decodeProtectedHeader, importPKCS8, jwtVerify } from 'jose';
import jwksRsa from 'jwks-rsa';

/** What the test has set up: issuer, audience, clients, private key. */
export const setup = JSON.parse(process.env.SETUP ?? '');

const published = jwksRsa({ jwksUri: `${setup.issuer}.well-known/jwks.json` });

/** Verifies a token and prints which client it is for and what it may do. */
export async function report(method, accessToken) {
  const key = await published.getSigningKey(decodeProtectedHeader(accessToken).kid);
  const expected = { issuer: setup.issuer, audience: setup.audience, algorithms: ['RS256'] };
  const { payload } = await jwtVerify(accessToken, createPublicKey(key.getPublicKey()), expected);
  console.log(JSON.stringify([method, payload.azp === setup.clients[method].id, payload.scope]));
}

/** The clients' private key as Web Crypto has it, for one signature algorithm. */
export function privateKey(alg) {
  return importPKCS8(setup.privateKey, alg);
}
