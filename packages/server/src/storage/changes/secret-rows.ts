import {
  addSecret,
  authenticates,
  type ClientSecret,
  type NewSecret,
  promoteSecret,
  refuseMadeSecret,
} from '@clientele/model';
import type { Queries } from '../database/tables.js';
import type { SecretReplacement, SecretsChange } from '../port/change.js';
import { readClientSecrets } from '../registry/client-secrets.js';
import type { StoreContext } from '../registry/context.js';
import { sealedPlace } from '../seals/places.js';
import { secretsModeForWriting } from '../seals/secrets-mode.js';
import type { Change } from './change.js';

/** How many ended secrets of a client are remembered, so that the log can say that one of them was used. */
const endedKept = 10;

/**
 * Makes a secret the primary one of a client, inside the caller's transaction; one that the client has already is
 * promoted.
 */
export async function replaceSecret(
  change: Change,
  rows: Queries,
  { clientId, made, overlap }: SecretReplacement & { clientId: string },
): Promise<void> {
  const before = await readClientSecrets(change, clientId);
  const moment = { now: change.now(), overlap };
  const heldId = await findSecret(change, { clientId, text: made.text, among: before });
  const held = before.find(({ id }) => id === heldId);
  if (!held) {
    if (made.hint === undefined) refuseMadeSecret('client_secret', made.text);
    const secrets = addSecret(before, newRow(change, made), moment);
    return writeRows(change, rows, { clientId, before, secrets, added: made });
  }
  if (held.state === 'primary' && authenticates(held, moment.now)) return;
  const secrets = promoteSecret(before, { ...held, expiresAt: undefined }, moment);
  await writeRows(change, rows, { clientId, before, secrets });
}

/** Writes the first secret of a client, inside the caller's transaction. */
export async function insertSecret(
  change: Change,
  rows: Queries,
  clientId: string,
  made: NewSecret,
): Promise<void> {
  const secret: ClientSecret = { ...newRow(change, made), state: 'primary', primarySince: change.now() };
  await writeRows(change, rows, { clientId, before: [], secrets: [secret], added: made });
}

function newRow({ by, now }: Change, { id, hint }: NewSecret): ClientSecret {
  return { id, state: 'primary', hint, createdAt: now(), createdBy: by.clientId };
}

/** The id of the secret, of those that have not ended, that has this text. */
export async function findSecret(
  { tenant, reader, seals, engine }: Change,
  { clientId, text, among }: { clientId: string; text: string; among: readonly ClientSecret[] },
): Promise<string | undefined> {
  const ids = among.filter(({ state }) => state !== 'ended').map(({ id }) => id);
  if (ids.length === 0) return undefined;
  const stored = await reader
    .selectFrom('client_secrets')
    .select(['id', 'digest', 'digest_key'])
    .where('tenant_id', '=', tenant)
    .where('client_id', '=', clientId)
    .where('id', 'in', ids)
    .execute();
  await seals.learnDigestKeys(
    engine.db,
    stored.map(({ digest_key }) => digest_key),
  );
  return stored.find(
    ({ digest, digest_key }) => seals.secretDigest({ tenant, clientId, secret: text }, digest_key) === digest,
  )?.id;
}

/** Writes what has changed of a client's secrets, inside the caller's transaction. */
export async function writeRows(
  context: StoreContext,
  rows: Queries,
  { clientId, before, secrets, added }: SecretsChange & { clientId: string; before: readonly ClientSecret[] },
): Promise<void> {
  for (const secret of secrets) {
    const current = before.find(({ id }) => id === secret.id);
    if (!current) await insertRow(context, rows, { clientId, secret, added });
    else if (current !== secret) await updateRow(context, rows, { clientId, secret });
  }
  const ended = secrets.filter(({ state }) => state === 'ended');
  if (ended.length > endedKept) await forgetEnded(context, rows, clientId, ended);
}

/** A secret is stored as its digest, and sealed where it may be read again. */
async function insertRow(
  { engine, tenant, seals }: StoreContext,
  rows: Queries,
  { clientId, secret, added }: { clientId: string; secret: ClientSecret; added: NewSecret | undefined },
): Promise<void> {
  if (added?.id !== secret.id) throw new Error('a secret is stored together with its text');
  const seal = await seals.forWriting(rows);
  const mode = await secretsModeForWriting(engine.locks, rows);
  const { id } = secret;
  await rows
    .insertInto('client_secrets')
    .values({
      tenant_id: tenant,
      client_id: clientId,
      id,
      digest: seals.secretDigest({ tenant, clientId, secret: added.text }, seal.keyId),
      digest_key: seal.keyId,
      sealed:
        mode === 'readable'
          ? seal.seal(added.text, sealedPlace('client_secrets', tenant, clientId, id))
          : null,
      last_used_at: null,
      created_at: secret.createdAt,
      created_by: secret.createdBy ?? null,
      hint: secret.hint ?? null,
      ...changingColumns(secret),
    })
    .execute();
}

/** What has ended is not readable any more. */
async function updateRow(
  { tenant }: StoreContext,
  rows: Queries,
  { clientId, secret }: { clientId: string; secret: ClientSecret },
): Promise<void> {
  await rows
    .updateTable('client_secrets')
    .set({ ...changingColumns(secret), ...(secret.state === 'ended' && { sealed: null }) })
    .where('tenant_id', '=', tenant)
    .where('client_id', '=', clientId)
    .where('id', '=', secret.id)
    .execute();
}

function changingColumns({ name, state, expiresAt, primarySince }: ClientSecret) {
  return {
    name: name ?? null,
    state,
    expires_at: expiresAt ?? null,
    primary_since: primarySince ?? null,
  };
}

async function forgetEnded(
  { tenant }: StoreContext,
  rows: Queries,
  clientId: string,
  ended: readonly ClientSecret[],
): Promise<void> {
  const oldest = ended
    .toSorted((one, other) => (other.expiresAt ?? 0) - (one.expiresAt ?? 0))
    .slice(endedKept);
  await rows
    .deleteFrom('client_secrets')
    .where('tenant_id', '=', tenant)
    .where('client_id', '=', clientId)
    .where(
      'id',
      'in',
      oldest.map(({ id }) => id),
    )
    .execute();
}
