import { randomBytes } from 'node:crypto';
import { detachCredential, newClientGrant, newClientGrantId } from '@clientele/model';
import { expect, it } from 'vitest';
import { ConflictError } from '../../../src/storage/port/errors.js';
import { by, instanceKey, type StorageUnderTest } from '../storage-under-test.js';

/** What every engine has to keep of clients and their credentials. */
export function clientsSuite(on: StorageUnderTest): void {
  it('gives back what was stored, with the secret only where it is asked for', async () => {
    const made = await on.stored();
    const times = { created_at: '2027-01-15T08:00:00.000Z', updated_at: '2027-01-15T08:00:00.000Z' };
    expect(await on.tenant.clients.find(made.client_id)).toEqual({ ...made, ...times });
    expect(await on.tenant.clients.find(made.client_id, { withSecret: true })).toEqual({
      ...made,
      ...times,
      client_secret: 'the-secret-of-the-client',
    });
  });

  it('refuses a second client with one id, and keeps the first', async () => {
    const made = await on.stored('first');
    const again = {
      client: { ...made, name: 'second' },
      secret: { id: 'first', text: 'x'.repeat(16) },
      credentials: [],
    };
    await expect(on.tenant.change(by, ({ clients }) => clients.create(again))).rejects.toThrow(ConflictError);
    expect(await on.tenant.clients.find(made.client_id, { withSecret: true })).toMatchObject({
      name: 'first',
      client_secret: 'the-secret-of-the-client',
    });
  });

  it('loses no update when many change one client at once', async () => {
    const made = await on.stored();
    const names = Array.from({ length: 100 }, (_, n) => `key${n}`);
    const add = (name: string) =>
      on.tenant.change(by, ({ clients }) =>
        clients.update(made.client_id, (current) => ({
          client: { ...current, client_metadata: { ...current.client_metadata, [name]: name } },
        })),
      );
    await Promise.all(names.map(add));
    const after = await on.tenant.clients.find(made.client_id);
    expect(Object.keys(after?.client_metadata ?? {}).sort()).toEqual(names.sort());
  });

  it('changes nothing, and logs nothing, when the change throws', async () => {
    const made = await on.stored();
    const events = async () =>
      (
        await on.engine.db
          .selectFrom('log_events')
          .selectAll()
          .where('document', 'like', `%${made.client_id}%`)
          .execute()
      ).length;
    const before = await events();
    const refuse = () => {
      throw new Error('refused');
    };
    await expect(
      on.tenant.change(by, ({ clients }) => clients.update(made.client_id, refuse)),
    ).rejects.toThrow('refused');
    await expect(
      on.tenant.change(by, ({ credentials }) => credentials.add(made.client_id, on.credential('c'), refuse)),
    ).rejects.toThrow('refused');
    expect(await on.tenant.clients.find(made.client_id)).toEqual({
      ...made,
      created_at: '2027-01-15T08:00:00.000Z',
      updated_at: '2027-01-15T08:00:00.000Z',
    });
    expect(await on.tenant.credentials.list(made.client_id)).toEqual([]);
    expect(await events()).toBe(before);
  });

  it('replaces the secret, and authenticates by digest alone', async () => {
    const made = await on.stored();
    await on.tenant.change(by, ({ clients }) =>
      clients.update(made.client_id, (current) => ({
        client: current,
        secret: { made: { id: 'second', text: 'a-newer-secret-here' }, overlap: 0 },
      })),
    );
    const found = await on.tenant.clients.authentication(made.client_id);
    const digest = on.tenant.secretDigest(made.client_id, 'a-newer-secret-here');
    expect(found?.secretDigests).toMatchObject([{ digest, key: instanceKey.id }]);
    const rows = await on.engine.db
      .selectFrom('client_secrets')
      .selectAll()
      .where('client_id', '=', made.client_id)
      .execute();
    expect(rows).toMatchObject([
      { id: 'first', state: 'ended', sealed: null },
      { id: 'second', state: 'primary' },
    ]);
    expect(JSON.stringify(rows)).not.toContain('a-newer-secret-here');
  });

  it('takes a credential out of the client together with deleting it', async () => {
    const made = await on.stored();
    await on.tenant.change(by, ({ credentials }) =>
      credentials.add(made.client_id, on.credential('cred_a'), () => {}),
    );
    await on.tenant.change(by, ({ clients }) =>
      clients.update(made.client_id, (current) => ({
        client: {
          ...current,
          client_authentication_methods: { private_key_jwt: { credentials: [{ id: 'cred_a' }] } },
        },
      })),
    );
    expect(await on.tenant.credentials.ownerOf('cred_a')).toBe(made.client_id);
    expect(
      await on.tenant.change(by, ({ credentials }) =>
        credentials.delete(made.client_id, 'cred_a', detachCredential),
      ),
    ).toBe(true);
    expect(await on.tenant.clients.find(made.client_id)).toMatchObject({
      client_authentication_methods: { private_key_jwt: { credentials: [] } },
    });
    expect(
      await on.tenant.change(by, ({ credentials }) =>
        credentials.delete(made.client_id, 'cred_a', detachCredential),
      ),
    ).toBe(false);
  });

  it('deletes a client with all that belongs to it', async () => {
    const made = await on.stored();
    const target = on.api('https://belongings.example/');
    await on.tenant.change(by, ({ resourceServers }) => resourceServers.create(target));
    await on.tenant.change(by, ({ credentials }) =>
      credentials.add(made.client_id, on.credential('cred_b'), () => {}),
    );
    const grant = newClientGrant(
      { client_id: made.client_id, audience: target.resourceServer.identifier, scope: [] },
      { id: newClientGrantId(randomBytes), resourceServer: target.resourceServer },
    );
    await on.tenant.change(by, ({ clientGrants }) => clientGrants.create(grant));
    expect(await on.tenant.change(by, ({ clients }) => clients.delete(made.client_id))).toBe(true);
    for (const table of ['client_secrets', 'credentials', 'client_grants'] as const)
      expect(
        await on.engine.db.selectFrom(table).selectAll().where('client_id', '=', made.client_id).execute(),
      ).toEqual([]);
    expect(
      await on.tenant.clientGrants.findForClient(made.client_id, target.resourceServer.id),
    ).toBeUndefined();
  });
}
