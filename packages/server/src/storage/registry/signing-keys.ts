import { type SigningKeyType, signingKeyTypes, type TokenSigningKey } from '@clientele/model';
import { keepToOneself } from '../database/row-locks.js';
import type { Queries, Tables } from '../database/tables.js';
import { inTransaction } from '../database/transaction.js';
import { changedProperties, recordChange } from '../log/record-change.js';
import type { Invalidations } from '../port/news.js';
import type { Actor, SigningKeyStore } from '../port/port.js';
import { sealedPlace } from '../seals/places.js';
import type { StoreContext } from './context.js';

/** Keys that sign access tokens; see the port for the promises. */
export function signingKeyStore(context: StoreContext): SigningKeyStore {
  const { db, tenant } = context;
  return {
    list: () => readKeys(context, db),
    change: (to, by) =>
      inTransaction(db, async (trx) => {
        await keepToOneself(trx, `signing keys of ${tenant}`);
        const current = await readKeys(context, trx);
        const next = to(current);
        await writeChange(context, trx, { current, next, by });
        return next;
      }),
    hold: () => false,
    knownAfter: 0,
    async noteLifetime(kid, lifetime) {
      await db
        .updateTable('signing_keys')
        .set({ longest_lifetime: lifetime })
        .where('tenant_id', '=', tenant)
        .where('kid', '=', kid)
        .where('longest_lifetime', '<', lifetime)
        .execute();
    },
  };
}

/** Announces changes of keys, and knows whether those that were read last are still the stored ones. docs/decisions/0056 */
export function announcedSigningKeys(
  store: SigningKeyStore,
  { tenant, invalidations }: { tenant: string; invalidations: Invalidations },
): SigningKeyStore {
  let held: readonly TokenSigningKey[] | undefined;
  let news = 0;
  invalidations.subscribe((outdated) => {
    if (outdated.tenant !== tenant && outdated.tenant !== undefined) return;
    if (outdated.what !== 'signing keys' && outdated.what !== 'everything') return;
    held = undefined;
    news += 1;
  });
  /** Keys are held where nothing was heard of since they were asked for. */
  async function holding(reading: Promise<TokenSigningKey[]>, since: number): Promise<TokenSigningKey[]> {
    const keys = await reading;
    if (news === since) held = keys;
    return keys;
  }
  return {
    ...store,
    list: () => holding(store.list(), news),
    change: (to, by) =>
      store.change(to, by).finally(() => invalidations.announce({ tenant, what: 'signing keys' })),
    hold: (keys) => keys === held && invalidations.arrive(),
    knownAfter: invalidations.bound,
  };
}

async function writeChange(
  context: StoreContext,
  queries: Queries,
  { current, next, by }: { current: TokenSigningKey[]; next: TokenSigningKey[]; by: Actor },
): Promise<void> {
  const before = new Map(current.map((key) => [key.kid, key]));
  const kept = new Set(next.map(({ kid }) => kid));
  for (const { kid } of current)
    if (!kept.has(kid)) {
      await rowOf(context, queries.deleteFrom('signing_keys'), kid).execute();
      await recordChange(context, queries, { object: 'signing_key', action: 'delete', id: kid, by });
    }
  for (const key of next) {
    const known = before.get(key.kid);
    const properties = changedProperties(known ?? {}, key);
    if (properties.length === 0) continue;
    const event = { object: 'signing_key', id: key.kid, by } as const;
    if (known) {
      const values = await columns(context, queries, key);
      await rowOf(context, queries.updateTable('signing_keys').set(values), key.kid).execute();
      await recordChange(context, queries, { ...event, action: 'update', properties });
    } else {
      const row = { tenant_id: context.tenant, ...(await columns(context, queries, key)) };
      await queries.insertInto('signing_keys').values(row).execute();
      await recordChange(context, queries, { ...event, action: 'create' });
    }
  }
}

/** Narrows a statement to one key of the tenant. */
function rowOf<Statement extends { where(column: 'tenant_id' | 'kid', is: '=', value: string): Statement }>(
  { tenant }: StoreContext,
  statement: Statement,
  kid: string,
): Statement {
  return statement.where('tenant_id', '=', tenant).where('kid', '=', kid);
}

async function columns({ tenant, seals }: StoreContext, queries: Queries, key: TokenSigningKey) {
  const { private_key, ...open } = key;
  const place = sealedPlace('signing_keys', tenant, key.kid);
  return {
    ...open,
    current_since: key.current_since ?? null,
    current_until: key.current_until ?? null,
    revoked_at: key.revoked_at ?? null,
    certificate: key.certificate ?? null,
    sealed_private_key:
      private_key === undefined ? null : (await seals.forWriting(queries)).seal(private_key, place),
  };
}

async function readKeys(context: StoreContext, queries: Queries): Promise<TokenSigningKey[]> {
  const rows = await queries
    .selectFrom('signing_keys')
    .selectAll()
    .where('tenant_id', '=', context.tenant)
    .orderBy('created_at')
    .orderBy('kid')
    .execute();
  return rows.map((row) => keyOf(context, row));
}

function keyOf({ tenant, seals }: StoreContext, row: Tables['signing_keys']): TokenSigningKey {
  const { current_since: since, current_until: until, revoked_at: revoked, certificate } = row;
  return {
    kid: row.kid,
    type: typeOf(row.type),
    created_at: Number(row.created_at),
    ...(since !== null && { current_since: Number(since) }),
    ...(until !== null && { current_until: Number(until) }),
    ...(revoked !== null && { revoked_at: Number(revoked) }),
    longest_lifetime: row.longest_lifetime,
    public_key: row.public_key,
    ...(row.sealed_private_key !== null && {
      private_key: seals.open(row.sealed_private_key, sealedPlace('signing_keys', tenant, row.kid)),
    }),
    ...(certificate !== null && { certificate }),
  };
}

function typeOf(stored: string): SigningKeyType {
  const type = signingKeyTypes.find((known) => known === stored);
  if (!type) throw new Error(`a signing key is of the unknown type ${stored}`);
  return type;
}
