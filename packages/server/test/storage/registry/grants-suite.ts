import { randomBytes } from 'node:crypto';
import { newClientGrant, newClientGrantId, newResourceServer, newResourceServerId } from '@clientele/model';
import { expect, it } from 'vitest';
import { createStorage } from '../../../src/storage/open-storage.js';
import { AbsentError, ConflictError } from '../../../src/storage/port/errors.js';
import { by, type StorageUnderTest } from '../storage-under-test.js';

/** What every engine has to keep of APIs and grants. */
export function grantsSuite(on: StorageUnderTest): void {
  it('changes what belongs together side by side, without one change standing in the way of another for good', async () => {
    const api = newResourceServer(
      { identifier: 'https://crossing.example/' },
      { id: newResourceServerId(randomBytes) },
    );
    await on.tenant.resourceServers.create({ resourceServer: api }, by);
    const clients = await Promise.all(Array.from({ length: 8 }, () => on.stored()));
    const grantsOf = clients.map(({ client_id }) =>
      newClientGrant(
        { client_id, audience: api.identifier, scope: [] },
        { id: newClientGrantId(randomBytes), resourceServer: api },
      ),
    );
    const before = await on.tenant.clientGrants.count({});
    const outcomes = await Promise.allSettled([
      ...grantsOf.map((grant) => on.tenant.clientGrants.create(grant, by)),
      ...clients.map(({ client_id }) => on.tenant.clients.delete(client_id, by)),
      ...clients.map(({ client_id }) =>
        on.tenant.clients.update(client_id, (current) => ({ client: current }), by),
      ),
      on.tenant.resourceServers.delete(api.id, by),
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
    await on.tenant.resourceServers.create(target, by);
    await expect(on.tenant.resourceServers.create(on.api('https://unique.example/'), by)).rejects.toThrow(
      ConflictError,
    );
    const made = await on.stored();
    const grant = () =>
      newClientGrant(
        { client_id: made.client_id, audience: target.resourceServer.identifier, scope: [] },
        { id: newClientGrantId(randomBytes), resourceServer: target.resourceServer },
      );
    await on.tenant.clientGrants.create(grant(), by);
    await expect(on.tenant.clientGrants.create(grant(), by)).rejects.toThrow(ConflictError);
    await expect(on.tenant.clientGrants.create({ ...grant(), client_id: 'nobody' }, by)).rejects.toThrow(
      AbsentError,
    );
    await expect(
      on.tenant.clientGrants.create({ ...grant(), resource_server_id: 'none' }, by),
    ).rejects.toThrow(AbsentError);
  });

  it('finds an API by its id and by its identifier, each of which may be the other of another API', async () => {
    const [one, two] = [on.api('urn:one'), on.api('urn:two')];
    one.resourceServer.identifier = two.resourceServer.id;
    two.resourceServer.identifier = one.resourceServer.id;
    await on.tenant.resourceServers.create(one, by);
    await on.tenant.resourceServers.create(two, by);
    const { resourceServers } = (await createStorage(on.db, on.options)).tenant('one');
    for (const made of [one, two]) {
      const { id, identifier } = made.resourceServer;
      expect(await resourceServers.findById(id)).toEqual(made);
      expect(await resourceServers.findByIdentifier(identifier)).toEqual(made);
      await resourceServers.update(id, (current) => current, by);
      expect(await resourceServers.findById(id)).toEqual(made);
    }
    expect(await resourceServers.delete(one.resourceServer.id, by)).toBe(true);
    expect(await resourceServers.findById(one.resourceServer.id)).toBeUndefined();
    expect(await resourceServers.findById(two.resourceServer.id)).toEqual(two);
  });

  it('finds the Management API by the identifier that the issuer gives it, whatever that was before', async () => {
    const system = on.api('https://one.example/api/v2/');
    await on.tenant.resourceServers.create(system, by);
    const moved = await createStorage(on.db, {
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
