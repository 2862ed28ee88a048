import { importSPKI, type JWTVerifyResult, jwtVerify } from 'jose';
import { describe, expect, test } from 'vitest';
import { ManagementClient } from '../../src/index.js';
import { rejection } from '../recording-server.js';
import { assertion, authorizationServer, ISSUER, publicKey, secret } from './authorization-server.js';

describe('a token by assertion', () => {
  async function verified(form: Record<string, string> | undefined, alg = 'RS256'): Promise<JWTVerifyResult> {
    const key = await importSPKI(publicKey, alg);
    return jwtVerify(form?.client_assertion ?? '', key, {
      audience: ISSUER,
      issuer: 'c1',
      subject: 'c1',
      algorithms: [alg],
    });
  }

  test('is asked for with a fresh signed assertion for the issuer', async () => {
    const { baseUrl, forms } = await authorizationServer();
    await new ManagementClient({ baseUrl, ...assertion }).clients.getAll();
    const [form] = forms();
    expect(Object.keys(form ?? {})).toEqual([
      'client_id',
      'audience',
      'client_assertion',
      'client_assertion_type',
      'grant_type',
    ]);
    expect(form).toMatchObject({
      client_id: 'c1',
      audience: `${ISSUER}api/v2/`,
      client_assertion_type: 'urn:ietf:params:oauth:client-assertion-type:jwt-bearer',
      grant_type: 'client_credentials',
    });
    const { payload, protectedHeader } = await verified(form);
    expect(protectedHeader).toEqual({ alg: 'RS256' });
    expect(Object.keys(payload).sort()).toEqual(['aud', 'exp', 'iat', 'iss', 'jti', 'sub']);
    expect(payload.aud).toBe(ISSUER);
    expect(payload.jti).toMatch(/^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/);
    expect((payload.exp ?? 0) - (payload.iat ?? 0)).toBe(120);
  });

  test('never reuses an assertion', async () => {
    const token = () => ({ json: { access_token: 't', expires_in: 0 } });
    const { baseUrl, forms } = await authorizationServer({ token });
    const { clients } = new ManagementClient({ baseUrl, ...assertion });
    await clients.getAll();
    await clients.getAll();
    const ids = await Promise.all(forms().map(async (form) => (await verified(form)).payload.jti));
    expect(new Set(ids).size).toBe(2);
  });

  test.each(['RS256', 'RS384', 'PS256'] as const)('can be signed with %s', async (alg) => {
    const { baseUrl, forms } = await authorizationServer();
    await new ManagementClient({ baseUrl, ...assertion, clientAssertionSigningAlg: alg }).clients.getAll();
    expect((await verified(forms()[0], alg)).protectedHeader).toEqual({ alg });
  });

  test('can be signed with a CryptoKey', async () => {
    const algorithm = {
      name: 'RSA-PSS',
      hash: 'SHA-256',
      modulusLength: 2048,
      publicExponent: new Uint8Array([1, 0, 1]),
    };
    const pair = await crypto.subtle.generateKey(algorithm, false, ['sign', 'verify']);
    const { baseUrl, forms } = await authorizationServer();
    const key = {
      clientId: 'c1',
      clientAssertionSigningKey: pair.privateKey,
      clientAssertionSigningAlg: 'PS256',
    } as const;
    await new ManagementClient({ baseUrl, ...key }).clients.getAll();
    const { payload } = await jwtVerify(forms()[0]?.client_assertion ?? '', pair.publicKey, {
      audience: ISSUER,
    });
    expect(payload.sub).toBe('c1');
  });

  test('takes precedence over a secret', async () => {
    const { baseUrl, forms } = await authorizationServer();
    await new ManagementClient({ baseUrl, ...secret, ...assertion }).clients.getAll();
    expect(forms()[0]).not.toHaveProperty('client_secret');
    expect((await verified(forms()[0])).payload.iss).toBe('c1');
  });

  test('fails with the name of the option when the key cannot be read', async () => {
    const { baseUrl } = await authorizationServer();
    const broken = '-----BEGIN PRIVATE KEY-----\nAAAA\n-----END PRIVATE KEY-----';
    const { clients } = new ManagementClient({ baseUrl, clientId: 'c1', clientAssertionSigningKey: broken });
    expect(String(await rejection(clients.getAll()))).toBe(
      'Error: The option clientAssertionSigningKey must be a private key for RS256',
    );
  });
});
