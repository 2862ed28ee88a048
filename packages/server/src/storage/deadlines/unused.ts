import type { Authenticator, ClientCore, Credential, CredentialType } from '@clientele/model';
import { type RawBuilder, sql } from 'kysely';
import type { TenantContext } from '../database/tenant-context.js';
import type { Unused } from '../port/deadlines.js';
import type { Found, Listed, Position, Window } from '../port/listing.js';
import { type Asked, isThere, tableOf } from './conditions.js';

type Kind = Authenticator['kind'];

/** So many are looked at at once, until enough are found or these are used up. */
const steps = [200, 1800];

/** Secrets, keys and certificates that are older than a time and were not accepted since, by client; the global client gets no tokens. docs/decisions/0121 */
export async function findUnused(
  context: TenantContext,
  since: number,
  { limit, after }: Window,
): Promise<Found<Unused>> {
  const found: Listed<Unused>[] = [];
  let last = after;
  for (const step of steps) {
    const rows = await look(context, step, last);
    for (const { unused, position } of rows)
      if (unused.createdAt <= since && (unused.lastUsedAt ?? 0) < since)
        found.push({ item: unused, position });
    if (found.length > limit) return pageOf(found.slice(0, limit), found[limit - 1]?.position);
    last = rows.at(-1)?.position;
    if (rows.length < step) return pageOf(found, undefined);
  }
  return pageOf(found, last);
}

function pageOf(found: readonly Listed<Unused>[], next: Position | undefined): Found<Unused> {
  async function* items() {
    yield* found;
  }
  return { items: items(), next };
}

/** Those that come next, used or not. */
async function look(
  context: TenantContext,
  limit: number,
  after: Position | undefined,
): Promise<{ unused: Unused; position: Position }[]> {
  const window = { limit, after };
  const rows = [
    ...(await rowsOf(context, 'secret', window)).map((row) => unusedOf('secret', row)),
    ...(await rowsOf(context, 'credential', window)).map((row) => unusedOf('credential', row)),
  ];
  return rows
    .map((unused) => ({ unused, position: { key: unused.clientId, id: unused.id } }))
    .sort((a, b) => compare(a.position, b.position))
    .slice(0, limit);
}

interface Row {
  client_id: string;
  id: string;
  created_at: number;
  expires_at: number | null;
  core: string;
  /** What it is called, and its state or type; the whole document of a credential. */
  about: string | null;
  state: string | null;
  last_used_at: number | null;
}

async function rowsOf(context: TenantContext, kind: Kind, { limit, after }: Window): Promise<Row[]> {
  const { engine, tenant, now } = context;
  const columns: Record<Kind, RawBuilder<unknown>> = {
    secret: sql`e.name as about, e.state`,
    credential: sql`e.document as about, null as state`,
  };
  const later = after ? sql`(e.client_id, e.id) > (${after.key}, ${after.id})` : sql`1 = 1`;
  const { rows } = await sql<Row>`
    select e.client_id, e.id, e.created_at, e.expires_at, c.core, ${lastUse(tenant)} as last_used_at, ${columns[kind]}
    from ${tableOf[kind]} e join clients c on c.tenant_id = e.tenant_id and c.client_id = e.client_id
    where e.tenant_id = ${tenant} and c.is_global = 0 and ${isThere(kind, now())} and ${later}
    order by e.client_id, e.id limit ${limit}`.execute(engine.db);
  return rows;
}

function lastUse(tenant: string): RawBuilder<unknown> {
  return sql`(select max(u.last_at) from usage_sources u
    where u.tenant_id = ${tenant} and u.client_id = e.client_id and u.credential_id = e.id)`;
}

function unusedOf(kind: Kind, row: Row): Unused {
  const { name, credentialType } =
    kind === 'credential' ? ofDocument(row.about) : { name: row.about ?? undefined };
  return {
    kind,
    id: row.id,
    clientId: row.client_id,
    clientName: (JSON.parse(row.core) as ClientCore).name,
    name,
    credentialType,
    state: row.state ?? undefined,
    createdAt: Number(row.created_at),
    expiresAt: row.expires_at === null ? undefined : Number(row.expires_at),
    lastUsedAt: row.last_used_at === null ? undefined : Number(row.last_used_at),
  };
}

function ofDocument(document: string | null): { name?: string | undefined; credentialType: CredentialType } {
  const { name, credential_type: credentialType } = JSON.parse(document ?? '{}') as Credential;
  return { name, credentialType };
}

/** As the databases compare: byte by byte. */
function compare(a: Position, b: Position): number {
  const bytes = (text: number | string) => Buffer.from(String(text));
  return Buffer.compare(bytes(a.key), bytes(b.key)) || Buffer.compare(bytes(a.id), bytes(b.id));
}

/** Whether a client, a row `s` and not the global one, has something that is older than a time and was not accepted since. */
export function hasUnused({ tenant, now }: Asked, since: number): RawBuilder<boolean> {
  const exists = (kind: Kind) => sql`exists (select 1 from ${tableOf[kind]} e
    where e.tenant_id = ${tenant} and e.client_id = s.client_id and ${isThere(kind, now)}
      and e.created_at <= ${since} and coalesce(${lastUse(tenant)}, 0) < ${since})`;
  return sql<boolean>`s.client_id not in (select client_id from clients where tenant_id = ${tenant} and is_global = 1)
    and (${exists('secret')} or ${exists('credential')})`;
}
