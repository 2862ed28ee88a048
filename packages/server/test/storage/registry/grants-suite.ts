import { randomBytes } from 'node:crypto';
import { newClientGrant, newClientGrantId, newResourceServer, newResourceServerId } from '@clientele/model';
import { expect, it } from 'vitest';
import { openStorage } from '../../../src/storage/open-storage.js';
import { AbsentError, ConflictError } from '../../../src/storage/port/errors.js';
import { by, type StorageUnderTest } from '../storage-under-test.js';

/** What every engine has to keep of APIs and grants. */
export function grantsSuite(on: StorageUnderTest): void {
  it('changes what belongs together side by side, without one change standing in the way of another for good', async () => {
    const api = newResourceServer(
      { identifier: 'https://crossing.example/' },
      { id: newResourceServerId(randomBytes) },
    );
    await on.tenant.change(by, ({ resourceServers }) => resourceServers.create({ resourceServer: api }));
    const clients = await Promise.all(Array.from({ length: 8 }, () => on.stored()));
    const grantsOf = clients.map(({ client_id }) =>
      newClientGrant(
        { client_id, audience: api.identifier, scope: [] },
        { id: newClientGrantId(randomBytes), resourceServer: api },
      ),
    );
    const before = await on.tenant.clientGrants.count({});
    const outcomes = await Promise.allSettled([
      ...grantsOf.map((grant) => on.tenant.change(by, ({ clientGrants }) => clientGrants.create(grant))),
      ...clients.map(({ client_id }) => on.tenant.change(by, ({ clients }) => clients.delete(client_id))),
      ...clients.map(({ client_id }) =>
        on.tenant.change(by, ({ clients }) => clients.update(client_id, (current) => ({ client: current }))),
      ),
      on.tenant.change(by, ({ resourceServers }) => resourceServers.delete(api.id)),
    ]);
    const refused = outcomes.flatMap((outcome) => (outcome.status === 'rejected' ? [outcome.reason] : []));
    expect(refused.filter((error) => !(error instanceof AbsentError))).toEqual([]);
    for (const { client_id } of clients) expect(await on.tenant.clients.find(client_id)).toBeUndefined();
    expect(
      await on.tenant.clientGrants.list({ resourceServerId: api.id }, { limit: 10 }).next(),
    ).toMatchObject({ done: true });
    expect(await on.tenant.clientGrants.count({})).toBe(before);
  });

  it('keeps identifiers and kinds of grants unique, and grants between what exists', async () => {
    const target = on.api('https://unique.example/');
    await on.tenant.change(by, ({ resourceServers }) => resourceServers.create(target));
    await expect(
      on.tenant.change(by, ({ resourceServers }) =>
        resourceServers.create(on.api('https://unique.example/')),
      ),
    ).rejects.toThrow(ConflictError);
    const made = await on.stored();
    const grant = () =>
      newClientGrant(
        { client_id: made.client_id, audience: target.resourceServer.identifier, scope: [] },
        { id: newClientGrantId(randomBytes), resourceServer: target.resourceServer },
      );
    await on.tenant.change(by, ({ clientGrants }) => clientGrants.create(grant()));
    await expect(on.tenant.change(by, ({ clientGrants }) => clientGrants.create(grant()))).rejects.toThrow(
      ConflictError,
    );
    await expect(
      on.tenant.change(by, ({ clientGrants }) => clientGrants.create({ ...grant(), client_id: 'nobody' })),
    ).rejects.toThrow(AbsentError);
    await expect(
      on.tenant.change(by, ({ clientGrants }) =>
        clientGrants.create({ ...grant(), resource_server_id: 'none' }),
      ),
    ).rejects.toThrow(AbsentError);
  });

  it('finds, for a third-party client, its own grant before the default one', async () => {
    const { change, clientGrants } = on.tenant;
    const { resourceServer } = on.api('https://defaults.example/');
    await change(by, ({ resourceServers }) => resourceServers.create({ resourceServer }));
    const [first, third] = [await on.stored(), await on.stored()];
    const grant = (holder: { client_id: string } | { default_for: 'third_party_clients' }) =>
      newClientGrant(
        { ...holder, audience: resourceServer.identifier, scope: [] },
        { id: newClientGrantId(randomBytes), resourceServer },
      );
    const [byDefault, own] = [
      grant({ default_for: 'third_party_clients' }),
      grant({ client_id: third.client_id }),
    ];
    const found = () =>
      Promise.all(
        [first, third].map(({ client_id }) => clientGrants.findForClient(client_id, resourceServer.id)),
      );
    await change(by, (stores) => stores.clientGrants.create(byDefault));
    expect(await found()).toEqual([undefined, undefined]);
    await change(by, ({ clients }) =>
      clients.update(third.client_id, (client) => ({ client: { ...client, is_first_party: false } })),
    );
    expect(await found()).toEqual([undefined, byDefault]);
    await change(by, (stores) => stores.clientGrants.create(own));
    expect(await found()).toEqual([undefined, own]);
    await change(by, (stores) => stores.clientGrants.delete(own.id));
    expect(await found()).toEqual([undefined, byDefault]);
    await change(by, ({ clients }) =>
      clients.update(third.client_id, (client) => ({ client: { ...client, is_first_party: true } })),
    );
    expect(await found()).toEqual([undefined, undefined]);
  });

  it('finds an API by its id and by its identifier, each of which may be the other of another API', async () => {
    const [one, two] = [on.api('urn:one'), on.api('urn:two')];
    one.resourceServer.identifier = two.resourceServer.id;
    two.resourceServer.identifier = one.resourceServer.id;
    await on.tenant.change(by, ({ resourceServers }) => resourceServers.create(one));
    await on.tenant.change(by, ({ resourceServers }) => resourceServers.create(two));
    const other = (await openStorage(on.engine, on.options)).tenant('one');
    const { resourceServers } = other;
    for (const made of [one, two]) {
      const { id, identifier } = made.resourceServer;
      const stored = { ...made, updatedAt: 1_800_000_000_000 };
      expect(await resourceServers.findById(id)).toEqual(stored);
      expect(await resourceServers.findByIdentifier(identifier)).toEqual(stored);
      await other.change(by, (stores) => stores.resourceServers.update(id, (current) => current));
      expect(await resourceServers.findById(id)).toEqual(stored);
    }
    const deletion = other.change(by, (stores) => stores.resourceServers.delete(one.resourceServer.id));
    expect(await deletion).toBe(true);
    expect(await resourceServers.findById(one.resourceServer.id)).toBeUndefined();
    expect(await resourceServers.findById(two.resourceServer.id)).toMatchObject(two);
  });

  it('finds the Management API by the identifier that the issuer gives it, whatever that was before', async () => {
    const system = on.api('https://one.example/api/v2/');
    await on.tenant.change(by, ({ resourceServers }) => resourceServers.create(system));
    const moved = await openStorage(on.engine, {
      ...on.options,
      managementIdentifier: () => 'https://new.example/api/v2/',
    });
    const found = await moved.tenant('one').resourceServers.findByIdentifier('https://new.example/api/v2/');
    expect(found?.resourceServer).toMatchObject({
      id: system.resourceServer.id,
      identifier: 'https://new.example/api/v2/',
    });
  });
}
