import type { ClientCore, Credential, Expiring, SecretState } from '@clientele/model';
import { type RawBuilder, sql } from 'kysely';
import type { TenantContext } from '../database/tenant-context.js';
import type { Listed, Window } from '../port/listing.js';
import type { Period } from '../port/stores.js';
import { type Asked, expiresIn, tableOf } from './conditions.js';

type Kind = Expiring['kind'];

/** Secrets, keys and certificates that expire in a period, soonest first. docs/decisions/0121 */
export async function* expiringIn(
  context: TenantContext,
  period: Required<Period>,
  window: Window,
): AsyncGenerator<Listed<Expiring>> {
  const found = [
    ...(await expiringSecrets(context, period, window)),
    ...(await expiringCredentials(context, period, window)),
  ];
  const soonest = found.sort((a, b) => a.expiresAt - b.expiresAt || (a.id < b.id ? -1 : 1));
  for (const item of soonest.slice(0, window.limit))
    yield { item, position: { key: item.expiresAt, id: item.id } };
}

/** How many expire in a period, counting no further than `atMost`; if asked to, of the secrets in one state alone. */
export async function countExpiringIn(
  context: TenantContext,
  kind: Kind,
  { period, atMost, state }: { period: Required<Period>; atMost: number; state?: SecretState },
): Promise<number> {
  const inState = state === undefined ? sql`1 = 1` : sql`e.state = ${state}`;
  const { rows } = await sql<{ count: number }>`select count(*) as count from (
    select 1 from ${tableOf[kind]} e
    where ${expiresIn(asked(context), kind, period)} and ${inState} limit ${atMost}
  ) found`.execute(context.engine.db);
  return Number(rows[0]?.count ?? 0);
}

interface Row {
  client_id: string;
  id: string;
  created_at: number;
  expires_at: number;
  core: string;
}

async function expiringSecrets(
  context: TenantContext,
  period: Required<Period>,
  window: Window,
): Promise<Expiring[]> {
  const { rows } = await soonest<Row & { name: string | null; state: string }>(context, {
    kind: 'secret',
    columns: sql`e.name, e.state`,
    period,
    window,
  });
  return rows.map((row) => ({
    ...shared('secret', row),
    name: row.name ?? undefined,
    state: row.state,
  }));
}

async function expiringCredentials(
  context: TenantContext,
  period: Required<Period>,
  window: Window,
): Promise<Expiring[]> {
  const { rows } = await soonest<Row & { document: string }>(context, {
    kind: 'credential',
    columns: sql`e.document`,
    period,
    window,
  });
  return rows.map((row) => {
    const { name, credential_type: credentialType } = JSON.parse(row.document) as Credential;
    return { ...shared('credential', row), name, credentialType };
  });
}

function soonest<Found>(
  context: TenantContext,
  {
    kind,
    columns,
    period,
    window: { after, limit },
  }: { kind: Kind; columns: RawBuilder<unknown>; period: Required<Period>; window: Window },
) {
  const later = after ? sql`(e.expires_at, e.id) > (${after.key}, ${after.id})` : sql`1 = 1`;
  // The index leads to where the window begins.
  const from = after ? Math.max(period.from ?? 0, Number(after.key)) : period.from;
  return sql<Found>`
    select e.client_id, e.id, e.created_at, e.expires_at, c.core, ${columns}
    from ${tableOf[kind]} e join clients c on c.tenant_id = e.tenant_id and c.client_id = e.client_id
    where ${expiresIn(asked(context), kind, { ...period, from })} and ${later}
    order by e.expires_at, e.id limit ${limit}`.execute(context.engine.db);
}

function shared(kind: Kind, { id, client_id, core, created_at, expires_at }: Row): Expiring {
  return {
    kind,
    id,
    clientId: client_id,
    clientName: (JSON.parse(core) as ClientCore).name,
    createdAt: Number(created_at),
    expiresAt: Number(expires_at),
  };
}

function asked({ tenant, now }: TenantContext): Asked {
  return { tenant, now: now() };
}
