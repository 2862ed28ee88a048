import { generateKeyPairSync, randomBytes } from 'node:crypto';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { parsePrefixedSecret } from '@clientele/model';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { makeAdministrator } from '../../src/registration/administrator.js';
import { usualCredentialRules } from '../../src/registration/credential-rules.js';
import { applySeed } from '../../src/seed/apply-seed.js';
import { temporaryFolder } from '../instance/temporary-folder.js';
import { emptyTenant } from '../seed/empty-tenant.js';
import { type TestServer, testServer } from '../test-server.js';

const key = () => {
  const { publicKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
  const pem = publicKey.export({ type: 'spki', format: 'pem' }).toString();
  return { credential_type: 'public_key', pem };
};
const keys = (count: number) => Array.from({ length: count }, key);
const enabling = (credentials: unknown[]) => ({
  client_authentication_methods: { private_key_jwt: { credentials } },
});
const tooLong = (length: number, most: number) =>
  `Payload validation error: 'Array is too long (${length}), maximum ${most}' on property client_authentication_methods.private_key_jwt.credentials (Credentials that are enabled here).`;

describe.each([1, 2, 3, 10])('with CLIENTELE_MAX_CREDENTIALS=%i', (most) => {
  let server: TestServer;
  beforeAll(async () => {
    server = await testServer({ credentialRules: { perSlot: most } });
  });
  afterAll(() => server.close());
  const create = (count: number) => server.call('POST', '/clients', { name: 'x', ...enabling(keys(count)) });

  it('a client can be made with as many keys, and with no more', async () => {
    expect((await create(most)).statusCode).toBe(201);
    const refused = await create(most + 1);
    expect(refused.statusCode).toBe(400);
    // Beyond the most that can be allowed, the schema refuses, in the same words.
    expect(refused.json()).toMatchObject({ errorCode: 'invalid_body', message: tooLong(most + 1, most) });
  });

  it('it can hold twice as many, of which as many are enabled at once', async () => {
    const { client_id } = (await server.call('POST', '/clients', { name: 'x' })).json<{
      client_id: string;
    }>();
    const path = `/clients/${client_id}/credentials`;
    const added: { id: string }[] = [];
    for (const body of keys(2 * most)) {
      const answer = await server.call('POST', path, body);
      expect(answer.statusCode).toBe(201);
      added.push({ id: answer.json<{ id: string }>().id });
    }
    expect((await server.call('POST', path, key())).json()).toMatchObject({
      statusCode: 400,
      message: `A client can have a maximum of ${2 * most} credentials.`,
    });
    const enable = (count: number) =>
      server.call('PATCH', `/clients/${client_id}`, enabling(added.slice(0, count)));
    expect((await enable(most)).statusCode).toBe(200);
    expect((await enable(most + 1)).json()).toMatchObject({
      statusCode: 400,
      message: tooLong(most + 1, most),
    });
  });

  it('a seed file keeps to it as well', async () => {
    const file = join(temporaryFolder(), 'seed.json');
    const seed = async (count: number) => {
      const credentials = keys(count).map((one) => ({ ...one, enable: true }));
      writeFileSync(file, JSON.stringify({ clients: [{ name: 'x', credentials }] }));
      const credentialRules = { ...usualCredentialRules, perSlot: most };
      return applySeed(await emptyTenant(), {
        file,
        env: {},
        bootstrapClientId: undefined,
        credentialRules,
        now: Date.now(),
      });
    };
    expect((await seed(most)).applied?.clients).toBe(1);
    await expect(seed(most + 1)).rejects.toThrow(`Array is too long (${most + 1}), maximum ${most}`);
  });
});

describe('with CLIENTELE_SECRET_FORMAT=prefixed', () => {
  const credentialRules = { ...usualCredentialRules, secretFormat: 'prefixed' as const };

  it('a seed file makes secrets that can be looked up, but for those that it chooses', async () => {
    const file = join(temporaryFolder(), 'seed.json');
    const chosen = 'a-secret-that-is-chosen';
    writeFileSync(
      file,
      JSON.stringify({
        clients: [
          { name: 'x', client_id: 'x-1' },
          { name: 'y', client_id: 'y-1', client_secret: chosen },
        ],
      }),
    );
    const tenant = await emptyTenant();
    const options = { file, env: {}, bootstrapClientId: undefined, credentialRules, now: Date.now() };
    await applySeed(tenant, options);
    const secretOf = async (id: string) =>
      (await tenant.storage.clients.find(id, { withSecret: true }))?.client_secret ?? '';
    expect(parsePrefixedSecret(await secretOf('x-1'))).toMatchObject({ id: expect.stringMatching(/^sec_/) });
    expect(await secretOf('y-1')).toBe(chosen);
  });

  it('so do administrators, which keep a secret that was chosen', () => {
    const facts = {
      tenant: 'default',
      managementApiId: 'api',
      name: 'Administrator',
      description: '',
      secretFormat: credentialRules.secretFormat,
      random: randomBytes,
    };
    const { secret } = makeAdministrator(facts);
    expect(parsePrefixedSecret(secret.text)).toMatchObject({ id: secret.id });
    expect(makeAdministrator({ ...facts, secret: 'a-secret-that-is-chosen' }).secret.text).toBe(
      'a-secret-that-is-chosen',
    );
  });
});
