import { type Credential, changedProperties, nextRevision } from '@clientele/model';
import type { ChangingCredentials } from '../port/change.js';
import { findClientToChange } from '../registry/clients.js';
import { credentialStore, readCredentials } from '../registry/credentials.js';
import type { Change } from './change.js';
import { replaceClient } from './clients.js';
import { insertCredential } from './credential-rows.js';
import { storedJson } from './stored-json.js';

/** Credentials of clients inside a change; the client's row is locked first, so that two changes cannot deadlock. */
export function changingCredentials(change: Change): ChangingCredentials {
  const stored = credentialStore(change);
  return {
    ...stored,
    async add(clientId, credential, check) {
      if (!(await findClientToChange(change, clientId))) return undefined;
      check(await readCredentials(change, clientId));
      const event = { object: 'credential', action: 'create', id: credential.id, of: clientId } as const;
      await change.write(event, (rows) => insertCredential(change, rows, clientId, credential));
      return credential;
    },
    async update(clientId, id, to) {
      if (!(await findClientToChange(change, clientId))) return undefined;
      const current = await stored.find(clientId, id);
      return current && replaceCredential(change, clientId, { current, next: to(current) });
    },
    async delete(clientId, id, detach) {
      const owner = await findClientToChange(change, clientId);
      if (!owner || !(await stored.find(clientId, id))) return false;
      const client = detach(owner.client, id);
      const revision = nextRevision(owner.revision, changedProperties(owner.client, client), change.now());
      const event = { object: 'credential', action: 'delete', id, of: clientId } as const;
      await change.write(event, async (rows) => {
        await rows
          .deleteFrom('credentials')
          .where('tenant_id', '=', change.tenant)
          .where('client_id', '=', clientId)
          .where('id', '=', id)
          .execute();
        if (revision !== owner.revision)
          await replaceClient(change, rows, { client, current: owner.client, revision });
      });
      return true;
    },
  };
}

async function replaceCredential(
  change: Change,
  clientId: string,
  { current, next }: { current: Credential; next: Credential },
): Promise<Credential> {
  const properties = changedProperties(current, next);
  const event = { object: 'credential', action: 'update', id: current.id, of: clientId, properties } as const;
  await change.write(event, (rows) =>
    rows
      .updateTable('credentials')
      .set({ document: storedJson('credential', next, current) })
      .where('tenant_id', '=', change.tenant)
      .where('client_id', '=', clientId)
      .where('id', '=', current.id)
      .execute(),
  );
  return next;
}
