import { type ClientGrant, changedProperties } from '@clientele/model';
import type { ChangingClientGrants } from '../port/change.js';
import { ConflictError } from '../port/errors.js';
import { clientGrantById, clientGrantStore, defaultHolder } from '../registry/client-grants.js';
import type { Change } from './change.js';
import { requireClient, requireResourceServer } from './references.js';
import { storedJson } from './stored-json.js';

/** Client grants inside a change; see the port for the promises. */
export function changingClientGrants(change: Change): ChangingClientGrants {
  return {
    ...clientGrantStore(change),
    create: (grant) => createClientGrant(change, grant),
    async update(id, to) {
      const current = await findToChange(change, id);
      return current && replaceClientGrant(change, { current, next: to(current) });
    },
    async delete(id) {
      const current = await findToChange(change, id);
      if (!current) return false;
      const event = { object: 'client_grant', action: 'delete', id, of: current.client_id } as const;
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

async function findToChange(change: Change, id: string): Promise<ClientGrant | undefined> {
  const row = await change.engine.locks.forChange(clientGrantById(change, id)).executeTakeFirst();
  return row && (JSON.parse(row.document) as ClientGrant);
}

/** Makes a grant. @throws AbsentError without its client or API, ConflictError where there is one of its kind. */
export async function createClientGrant(change: Change, grant: ClientGrant): Promise<void> {
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
        created_at: change.now(),
        document: storedJson('client grant', grant),
      })
      .onConflict((conflict) => conflict.doNothing())
      .executeTakeFirst();
    if (inserted.numInsertedOrUpdatedRows !== 1n) throw new ConflictError('client grant');
  });
  change.count({ client_grants: 1 });
}

/** Who a grant is for: a client, or a default that stands for a kind of clients. */
function holder(grant: ClientGrant): string {
  return grant.client_id ?? defaultHolder(String(grant.default_for));
}

async function replaceClientGrant(
  change: Change,
  { current, next }: { current: ClientGrant; next: ClientGrant },
): Promise<ClientGrant> {
  const { id } = current;
  // Callers know nothing of the generation.
  const properties = changedProperties(current, next).filter((name) => name !== 'scope_generation');
  const event = { object: 'client_grant', action: 'update', id, of: next.client_id, properties } as const;
  await change.write(event, (rows) =>
    rows
      .updateTable('client_grants')
      .set({
        document: storedJson('client grant', next, current),
        allow_any_organization: next.allow_any_organization ? 1 : 0,
      })
      .where('tenant_id', '=', change.tenant)
      .where('id', '=', id)
      .execute(),
  );
  return next;
}
