import {
  changedProperties,
  firstRevision,
  nextRevision,
  type ResourceServer,
  type Revision,
} from '@clientele/model';
import type { Tables } from '../database/tables.js';
import type { ChangingResourceServers, Precondition } from '../port/change.js';
import { ConflictError } from '../port/errors.js';
import type { FoundResourceServer, StoredResourceServer } from '../port/stores.js';
import type { StoreContext } from '../registry/context.js';
import { byId, fromRow, resourceServerStore } from '../registry/resource-servers.js';
import { revisionOf, revisionValues } from '../registry/revisions.js';
import { sealedPlace } from '../seals/places.js';
import type { Change } from './change.js';
import { storedJson } from './stored-json.js';

/** APIs inside a change; see the port for the promises. */
export function changingResourceServers(change: Change): ChangingResourceServers {
  return {
    ...resourceServerStore(change),
    create: (entry) => createResourceServer(change, entry),
    update: (id, to, precondition) => updateResourceServer(change, id, { to, precondition }),
    delete: (id, precondition) => deleteResourceServer(change, id, precondition),
  };
}

async function createResourceServer(change: Change, entry: StoredResourceServer): Promise<Revision> {
  const revision = firstRevision(change.now());
  const { id } = entry.resourceServer;
  const values = await columns(change, entry);
  await change.write({ object: 'resource_server', action: 'create', id }, async (rows) => {
    const inserted = await rows
      .insertInto('resource_servers')
      .values({
        tenant_id: change.tenant,
        id,
        created_at: revision.createdAt,
        ...revisionValues(revision),
        client_id: null,
        ...values,
      })
      .onConflict((conflict) => conflict.doNothing())
      .executeTakeFirst();
    if (inserted.numInsertedOrUpdatedRows !== 1n) throw new ConflictError('identifier');
  });
  change.count({ resource_servers: 1 });
  return revision;
}

type ApiPrecondition = Precondition<StoredResourceServer>;

async function findToChange(
  change: Change,
  id: string,
): Promise<{ object: StoredResourceServer; revision: Revision } | undefined> {
  const row = await change.engine.locks.forChange(byId(change, id).selectAll()).executeTakeFirst();
  return row && { object: fromRow(change, row), revision: revisionOf(row) };
}

async function updateResourceServer(
  change: Change,
  id: string,
  {
    to,
    precondition,
  }: { to: Parameters<ChangingResourceServers['update']>[1]; precondition: ApiPrecondition | undefined },
): Promise<FoundResourceServer | undefined> {
  const stored = await findToChange(change, id);
  if (!stored) return undefined;
  await precondition?.(stored);
  const { object: current, revision } = stored;
  const next = to(current);
  const properties = changedProperties(current.resourceServer, next.resourceServer);
  if (current.signingSecret !== next.signingSecret) properties.push('signing_secret');
  const values = await columns(change, next, current.resourceServer);
  const after = nextRevision(revision, properties, change.now());
  await change.write({ object: 'resource_server', action: 'update', id, properties }, (rows) =>
    rows
      .updateTable('resource_servers')
      .set({ ...values, ...revisionValues(after) })
      .where('tenant_id', '=', change.tenant)
      .where('id', '=', id)
      .execute(),
  );
  return { ...next, updatedAt: after.updatedAt };
}

async function deleteResourceServer(
  change: Change,
  id: string,
  precondition: ApiPrecondition | undefined,
): Promise<boolean> {
  const { tenant } = change;
  const stored = await findToChange(change, id);
  await precondition?.(stored);
  if (!stored) return false;
  await change.write({ object: 'resource_server', action: 'delete', id }, async (rows) => {
    const grants = await rows
      .deleteFrom('client_grants')
      .where('tenant_id', '=', tenant)
      .where('resource_server_id', '=', id)
      .executeTakeFirst();
    await rows.deleteFrom('resource_servers').where('tenant_id', '=', tenant).where('id', '=', id).execute();
    change.count({ client_grants: -Number(grants.numDeletedRows), resource_servers: -1 });
  });
  return true;
}

async function columns(
  context: StoreContext,
  { resourceServer, signingSecret }: StoredResourceServer,
  current?: ResourceServer,
): Promise<Pick<Tables['resource_servers'], 'identifier' | 'sealed_signing_secret' | 'document'>> {
  const { identifier } = resourceServer;
  const isManagement = identifier === context.managementIdentifier;
  return {
    identifier: isManagement ? null : identifier,
    sealed_signing_secret:
      signingSecret === undefined
        ? null
        : (await context.seals.forWriting(context.reader)).seal(
            signingSecret,
            sealedPlace('resource_servers', context.tenant, resourceServer.id),
          ),
    document: storedJson('API', documentOf(context, resourceServer), current && documentOf(context, current)),
  };
}

/** Without what has a column of its own; and the scopes of the Management API are those that this version knows. */
function documentOf(
  { managementIdentifier }: StoreContext,
  { identifier, ...document }: ResourceServer,
): object {
  return identifier === managementIdentifier ? { ...document, scopes: undefined } : document;
}
