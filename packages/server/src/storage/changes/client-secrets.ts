import {
  type ChangeEvent,
  type Client,
  type ClientSecret,
  changedProperties,
  nextRevision,
  type Revision,
} from '@clientele/model';
import type { ChangingClientSecrets, SecretsChange } from '../port/change.js';
import { clientSecretStore, readClientSecrets } from '../registry/client-secrets.js';
import { findClientToChange } from '../registry/clients.js';
import type { Change } from './change.js';
import { replaceClient } from './clients.js';
import { findSecret, writeRows } from './secret-rows.js';

/** Secrets of clients inside a change; the client's row is locked first. */
export function changingClientSecrets(change: Change): ChangingClientSecrets {
  return {
    ...clientSecretStore(change),
    async change(clientId, to) {
      const owner = await findClientToChange(change, clientId);
      if (!owner) return undefined;
      const before = await readClientSecrets(change, clientId);
      const isHeld = (text: string) => findSecret(change, { clientId, text, among: before });
      const made = await to({ client: owner.client, secrets: before, isHeld });
      await writeSecrets(change, owner, { before, ...made });
      return made.secrets;
    },
  };
}

/** Each secret that a request changes is an event of its own; so are those that follow from it. */
async function writeSecrets(
  change: Change,
  owner: { client: Client; revision: Revision },
  { before, secrets, added }: SecretsChange & { before: readonly ClientSecret[] },
): Promise<void> {
  const clientId = owner.client.client_id;
  const events = secrets.flatMap((secret) => eventOf(before, secret, clientId));
  const shown = (all: readonly ClientSecret[]) => all.find(({ state }) => state === 'primary')?.id;
  for (const [index, event] of events.entries())
    await change.write(event, async (rows) => {
      // All rows are written with the first event.
      if (index > 0) return;
      await writeRows(change, rows, { clientId, before, secrets, added });
      if (shown(before) === shown(secrets)) return;
      // The client shows another secret now.
      const revision = nextRevision(owner.revision, ['client_secret'], change.now());
      await replaceClient(change, rows, { client: owner.client, current: owner.client, revision });
    });
}

function eventOf(before: readonly ClientSecret[], secret: ClientSecret, clientId: string): ChangeEvent[] {
  const current = before.find(({ id }) => id === secret.id);
  const event = { object: 'client_secret', id: secret.id, of: clientId } as const;
  if (!current) return [{ ...event, action: 'create' }];
  const properties = changedProperties(wireNames(current), wireNames(secret));
  if (properties.length === 0) return [];
  const ends = secret.state === 'ended' && current.state !== 'ended';
  return [ends ? { ...event, action: 'delete' } : { ...event, action: 'update', properties }];
}

function wireNames({ name, state, expiresAt }: ClientSecret) {
  return { name, state, expires_at: expiresAt };
}
