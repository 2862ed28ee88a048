import { randomBytes } from 'node:crypto';
import { chosenSecret, newClient, newClientId } from '@clientele/model';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Engine } from '../../src/storage/database/engine.js';
import { openStorage } from '../../src/storage/open-storage.js';
import { UnavailableError } from '../../src/storage/port/errors.js';
import type { TenantStorage } from '../../src/storage/port/port.js';
import type { SecretsMode } from '../../src/storage/seals/secrets-mode.js';
import { switchSecretsMode } from '../../src/storage/switch-secrets-mode.js';

const instanceKey = { id: 'modes', bytes: randomBytes(32) };
const options = { by: 'an operator', now: Date.now };

/** A server's storage, started in a mode. */
export function served(engine: Engine, mode: SecretsMode) {
  return openStorage(engine, {
    instanceKeys: () => [instanceKey],
    clientSecrets: mode,
    managementIdentifier: (id) => `https://${id}.example/api/v2/`,
    now: Date.now,
  });
}

/** Makes a client and answers its id. */
export async function madeClient(tenant: TenantStorage, secret: string): Promise<string> {
  const clientId = newClientId(randomBytes);
  const client = newClient({ name: 'x' }, { clientId, tenant: tenant.id, credentialIds: {} });
  await tenant.change({}, ({ clients }) =>
    clients.create({ client, secret: chosenSecret(randomBytes, secret), credentials: [] }),
  );
  return clientId;
}

/** Gives a client another secret. */
export function rotated(tenant: TenantStorage, clientId: string, secret: string) {
  return tenant.change({}, ({ clients }) =>
    clients.update(clientId, (client) => ({
      client,
      secret: { made: chosenSecret(randomBytes, secret), overlap: 0 },
    })),
  );
}

/** Every encrypted secret that there is. */
export async function sealedValues({ db }: Engine): Promise<string[]> {
  const rows = await db.selectFrom('client_secrets').select('sealed').execute();
  return rows.flatMap(({ sealed }) => sealed ?? []);
}

/** What the log says of the mode. */
async function modesInLog({ db }: Engine, tenant: TenantStorage) {
  const rows = await db
    .selectFrom('log_events')
    .select('document')
    .where('tenant_id', '=', tenant.id)
    .where('document', 'like', '%secrets_mode%')
    .orderBy('created_at')
    .execute();
  return rows.map(({ document }) => JSON.parse(document) as unknown);
}

/** What holds of the two modes of client secrets, and of switching; run once for each engine. */
export function secretsModeSuite(name: string, open: () => Promise<Engine>): void {
  describe(`the secrets mode on ${name}`, () => {
    let engine: Engine;
    beforeEach(async () => {
      engine = await open();
    });
    afterEach(() => engine.db.destroy());

    const tenantIn = async (mode: SecretsMode, id = 'one') => (await served(engine, mode)).tenant(id);
    const shown = async (tenant: TenantStorage, id: string) =>
      (await tenant.clients.find(id, { withSecret: true }))?.client_secret;
    const accepts = async (tenant: TenantStorage, id: string, secret: string) =>
      ((await tenant.clients.authentication(id))?.secretDigests ?? []).some(
        ({ digest, key }) => tenant.secretDigest(id, secret, key) === digest,
      );

    it('goes to once: every encrypted secret is erased, and all go on authenticating', async () => {
      const [one, two] = [await tenantIn('readable'), await tenantIn('readable', 'two')];
      const first = await madeClient(one, 'the-secret-of-the-first');
      const second = await madeClient(two, 'the-secret-of-the-second');
      const answer = {
        fingerprint: 'f',
        scopes: [],
        status: 201,
        headers: {},
        body: { client_secret: 'kept' },
      };
      await one.answers.keep({ caller: first, key: 'a key' }, answer);
      expect(await shown(one, first)).toBe('the-secret-of-the-first');

      expect(await switchSecretsMode(engine, 'once', options)).toEqual({
        mode: 'once',
        before: 'readable',
        erased: 2,
        unreadable: 0,
      });
      expect(await sealedValues(engine)).toEqual([]);
      for (const tenant of [one, await tenantIn('once')]) {
        expect(await shown(tenant, first)).toBeUndefined();
        expect(await accepts(tenant, first, 'the-secret-of-the-first')).toBe(true);
        expect(await accepts(tenant, first, 'the-secret-of-the-second')).toBe(false);
        expect((await tenant.answers.find({ caller: first, key: 'a key' }))?.body).toEqual(answer.body);
      }
      expect(await accepts(two, second, 'the-secret-of-the-second')).toBe(true);
      for (const tenant of [one, two])
        expect(await modesInLog(engine, tenant)).toEqual([
          { object: 'secrets_mode', action: 'update', id: 'once', by: { clientName: 'an operator' } },
        ]);
    });

    it('goes to readable: new secrets can be read, those from before stay unreadable', async () => {
      const one = await tenantIn('once');
      const before = await madeClient(one, 'a-secret-from-before');
      const other = await madeClient(one, 'another-secret-from-before');
      expect(await switchSecretsMode(engine, 'readable', options)).toEqual({
        mode: 'readable',
        before: 'once',
        erased: 0,
        unreadable: 2,
      });
      const readable = await tenantIn('readable');
      const after = await madeClient(readable, 'a-secret-from-after');
      await rotated(readable, other, 'another-secret-from-after');
      expect(await shown(readable, before)).toBeUndefined();
      expect(await shown(readable, after)).toBe('a-secret-from-after');
      expect(await shown(readable, other)).toBe('another-secret-from-after');
      expect(await accepts(readable, before, 'a-secret-from-before')).toBe(true);
      expect(await modesInLog(engine, one)).toMatchObject([{ action: 'update', id: 'readable' }]);
    });

    it('is obeyed at once by servers that were started in the other one', async () => {
      const running = await tenantIn('readable');
      const rotates = await madeClient(running, 'a-secret-to-rotate');
      await switchSecretsMode(engine, 'once', options);
      const made = await madeClient(running, 'made-after-the-switch');
      await rotated(running, rotates, 'rotated-after-the-switch');
      expect(await sealedValues(engine)).toEqual([]);
      expect(await accepts(running, made, 'made-after-the-switch')).toBe(true);
      expect(await accepts(running, rotates, 'rotated-after-the-switch')).toBe(true);
      await switchSecretsMode(engine, 'readable', options);
      await rotated(running, made, 'rotated-once-more');
      expect(await shown(running, made)).toBe('rotated-once-more');
    });

    it('lets no encrypted secret slip through while servers write', async () => {
      const running = await tenantIn('readable');
      const ids = await Promise.all(
        Array.from({ length: 4 }, () => madeClient(running, 'a-secret-to-rotate')),
      );
      let over = false;
      const writing = ids.map(async (id, client) => {
        for (let turn = 0; !over; turn += 1) {
          await rotated(running, id, `a-secret-${client}-${turn}`);
          await new Promise(setImmediate);
        }
      });
      const { erased } = await switchSecretsMode(engine, 'once', options);
      over = true;
      await Promise.all(writing);
      expect(erased).toBe(ids.length);
      expect(await sealedValues(engine)).toEqual([]);
    });

    it('is switched wholly or not at all, and can be switched again', async () => {
      const one = await tenantIn('readable');
      const id = await madeClient(one, 'the-secret-of-the-client');
      const ended = {
        ...options,
        now: () => {
          throw new Error('ended');
        },
      };
      await expect(switchSecretsMode(engine, 'once', ended)).rejects.toThrow('ended');
      expect(await shown(await tenantIn('readable'), id)).toBe('the-secret-of-the-client');
      expect(await modesInLog(engine, one)).toEqual([]);
      expect((await switchSecretsMode(engine, 'once', options)).erased).toBe(1);
      expect(await switchSecretsMode(engine, 'once', options)).toMatchObject({ before: 'once', erased: 0 });
      expect(await modesInLog(engine, one)).toHaveLength(1);
    });

    it('refuses a start in the other one, and names the command', async () => {
      await tenantIn('readable');
      await expect(tenantIn('once')).rejects.toThrow(
        new UnavailableError(
          'this database stores client secrets in mode "readable": start with CLIENTELE_CLIENT_SECRETS=readable, or switch it with: clientele secrets mode once',
        ),
      );
      await switchSecretsMode(engine, 'once', options);
      await expect(tenantIn('readable')).rejects.toThrow('clientele secrets mode readable');
      expect((await tenantIn('once')).id).toBe('one');
    });

    it('is set before the first start, too', async () => {
      expect(await switchSecretsMode(engine, 'once', options)).toMatchObject({
        before: undefined,
        erased: 0,
      });
      await expect(tenantIn('readable')).rejects.toThrow('in mode "once"');
    });
  });
}
