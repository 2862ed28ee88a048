import type { CompiledQuery } from 'kysely';
import type { Queries, Tables } from '../database/tables.js';
import type { TenantContext } from '../database/tenant-context.js';
import { inTransaction } from '../database/transaction.js';
import type { AssertionReplayStore } from '../port/stores.js';
import { groupCommit } from './group-commit.js';
import { spendUntil, spentUntil } from './spent-until.js';

/** Claims in one statement, which is one transaction. */
const claimsAtOnce = 64;

/** Assertions that were accepted and have not expired; see the port for the promises. */
export function assertionReplayStore(context: TenantContext): AssertionReplayStore {
  const { engine, tenant } = context;
  const { db, durability } = engine;
  const insertion = compiledInsertion(context);
  const claim = groupCommit<Claim, boolean>(claimsAtOnce, async (claims) => {
    // In one order everywhere, so that two servers with the same claims do not wait for each other.
    const ordered = claims.toSorted((a, b) => compare(a.jti, b.jti) || compare(a.client_id, b.client_id));
    const { rows } = await durability.unflushed((held) =>
      held.executeQuery<Pick<Claim, 'client_id' | 'jti'>>(insertion(ordered)),
    );
    await durability.flushed();
    // Of equal claims in one group, the first one gets the row.
    const inserted = new Set(rows.map(keyOf));
    return claims.map((claim) => inserted.delete(keyOf(claim)));
  });
  let allSpentUntil: number | undefined;
  return {
    async claim(clientId, jti, expiresAt) {
      allSpentUntil ??= await spentUntil(db);
      if (expiresAt <= allSpentUntil) return false;
      return claim({ tenant_id: tenant, client_id: clientId, jti, expires_at: expiresAt });
    },
    async isSpent(clientId, jti, expiresAt) {
      if (expiresAt <= (await spentUntil(db))) return true;
      const claimed = await db
        .selectFrom('assertion_replays')
        .select('jti')
        .where((eb) => eb.and({ tenant_id: tenant, client_id: clientId, jti }))
        .executeTakeFirst();
      return claimed !== undefined;
    },
    async sweep(now, limit) {
      const deleted = await inTransaction(db, async (trx) => {
        const rows = await deleteExpired(context, trx, { now, limit });
        // Where the clock is set back, what is deleted would work again.
        if (rows.length > 0) await spendUntil(trx, latest(rows));
        return rows;
      });
      if (deleted.length > 0) allSpentUntil = Math.max(await spentUntil(db), latest(deleted));
      return deleted.length;
    },
  };
}

function deleteExpired(
  { engine: { locks }, tenant }: TenantContext,
  queries: Queries,
  { now, limit }: { now: number; limit: number },
): Promise<Pick<Claim, 'expires_at'>[]> {
  return queries
    .deleteFrom('assertion_replays')
    .where('tenant_id', '=', tenant)
    .where((eb) => {
      const expired = eb
        .selectFrom('assertion_replays')
        .select(['client_id', 'jti'])
        .where('tenant_id', '=', tenant)
        .where('expires_at', '<', now)
        .orderBy('expires_at')
        .limit(limit);
      return eb(
        eb.refTuple('client_id', 'jti'),
        'in',
        locks.unlessLocked(expired).$asTuple('client_id', 'jti'),
      );
    })
    .returning('expires_at')
    .execute();
}

function latest(claims: readonly Pick<Claim, 'expires_at'>[]): number {
  return Math.max(...claims.map(({ expires_at }) => Number(expires_at)));
}

function compare(one: string, other: string): number {
  if (one === other) return 0;
  return one < other ? -1 : 1;
}

type Claim = Tables['assertion_replays'];

function keyOf({ client_id, jti }: Pick<Claim, 'client_id' | 'jti'>): string {
  return JSON.stringify([client_id, jti]);
}

/** Compiles the statement for each number of claims once; compiling it each time would cost as much as running it. */
function compiledInsertion({ engine: { db } }: TenantContext): (claims: readonly Claim[]) => CompiledQuery {
  const compiled = new Map<number, CompiledQuery>();
  return (claims) => {
    const known =
      compiled.get(claims.length) ??
      db
        .insertInto('assertion_replays')
        .values([...claims])
        .onConflict((conflict) => conflict.doNothing())
        .returning(['client_id', 'jti'])
        .compile();
    compiled.set(claims.length, known);
    const parameters = claims.flatMap(({ tenant_id, client_id, jti, expires_at }) => [
      tenant_id,
      client_id,
      jti,
      expires_at,
    ]);
    return { ...known, parameters };
  };
}
