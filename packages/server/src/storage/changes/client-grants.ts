import {
  type ClientGrant,
  changedProperties,
  firstRevision,
  nextRevision,
  type Revision,
} from '@clientele/model';
import type { ChangingClientGrants } from '../port/change.js';
import { ConflictError } from '../port/errors.js';
import type { FoundClientGrant } from '../port/stores.js';
import { clientGrantById, clientGrantStore, defaultHolder } from '../registry/client-grants.js';
import { revisionColumns, revisionOf, revisionValues } from '../registry/revisions.js';
import type { Change } from './change.js';
import { requireClient, requireResourceServer } from './references.js';
import { storedJson } from './stored-json.js';

/** Client grants inside a change; see the port for the promises. */
export function changingClientGrants(change: Change): ChangingClientGrants {
  return {
    ...clientGrantStore(change),
    create: (grant) => createClientGrant(change, grant),
    async update(id, to, precondition) {
      const stored = await findToChange(change, id);
      if (!stored) return undefined;
      await precondition?.(stored);
      return replaceClientGrant(change, stored, to(stored.object));
    },
    async delete(id, precondition) {
      const stored = await findToChange(change, id);
      await precondition?.(stored);
      if (!stored) return false;
      const event = { object: 'client_grant', action: 'delete', id, of: stored.object.client_id } as const;
      await change.write(event, (rows) =>
        rows
          .deleteFrom('client_grants')
          .where('tenant_id', '=', change.tenant)
          .where('id', '=', id)
          .execute(),
      );
      change.count({ client_grants: -1 });
      return true;
    },
  };
}

interface GrantToChange {
  object: ClientGrant;
  revision: Revision;
}

async function findToChange(change: Change, id: string): Promise<GrantToChange | undefined> {
  const query = clientGrantById(change, id).select(revisionColumns);
  const row = await change.engine.locks.forChange(query).executeTakeFirst();
  return row && { object: JSON.parse(row.document) as ClientGrant, revision: revisionOf(row) };
}

/** Makes a grant. @throws AbsentError without its client or API, ConflictError where there is one of its kind. */
export async function createClientGrant(change: Change, grant: ClientGrant): Promise<Revision> {
  const revision = firstRevision(change.now());
  const event = { object: 'client_grant', action: 'create', id: grant.id, of: grant.client_id } as const;
  await change.write(event, async (rows) => {
    if (grant.client_id !== undefined) await requireClient(change, grant.client_id);
    await requireResourceServer(change, grant.resource_server_id);
    const inserted = await rows
      .insertInto('client_grants')
      .values({
        tenant_id: change.tenant,
        id: grant.id,
        holder: holder(grant),
        client_id: grant.client_id ?? null,
        resource_server_id: grant.resource_server_id,
        subject_type: grant.subject_type,
        allow_any_organization: grant.allow_any_organization ? 1 : 0,
        created_at: revision.createdAt,
        ...revisionValues(revision),
        document: storedJson('client grant', grant),
      })
      .onConflict((conflict) => conflict.doNothing())
      .executeTakeFirst();
    if (inserted.numInsertedOrUpdatedRows !== 1n) throw new ConflictError('client grant');
  });
  change.count({ client_grants: 1 });
  return revision;
}

/** Who a grant is for: a client, or a default that stands for a kind of clients. */
function holder(grant: ClientGrant): string {
  return grant.client_id ?? defaultHolder(String(grant.default_for));
}

/** What callers know nothing of. */
const unshown = ['scope_generation', 'with_unused_scopes'];

async function replaceClientGrant(
  change: Change,
  { object: current, revision }: GrantToChange,
  next: ClientGrant,
): Promise<FoundClientGrant> {
  const { id } = current;
  const properties = changedProperties(current, next).filter((name) => !unshown.includes(name));
  const event = { object: 'client_grant', action: 'update', id, of: next.client_id, properties } as const;
  const after = nextRevision(revision, properties, change.now());
  await change.write(event, (rows) =>
    rows
      .updateTable('client_grants')
      .set({
        ...revisionValues(after),
        document: storedJson('client grant', next, current),
        allow_any_organization: next.allow_any_organization ? 1 : 0,
      })
      .where('tenant_id', '=', change.tenant)
      .where('id', '=', id)
      .execute(),
  );
  return { grant: next, updatedAt: after.updatedAt };
}
