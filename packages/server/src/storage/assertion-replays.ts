import type { AssertionReplayStore } from './storage.js';
import type { StoreContext } from './store-context.js';

/** Assertions that were accepted and have not expired; see the port for the promises. */
export function assertionReplayStore({ db, tenant }: StoreContext): AssertionReplayStore {
  return {
    async claim(clientId, jti, expiresAt) {
      const inserted = await db
        .insertInto('assertion_replays')
        .values({ tenant_id: tenant, client_id: clientId, jti, expires_at: expiresAt })
        .onConflict((conflict) => conflict.doNothing())
        .executeTakeFirst();
      return inserted.numInsertedOrUpdatedRows === 1n;
    },
    async sweep(now, limit) {
      const expired = await db
        .selectFrom('assertion_replays')
        .select(['client_id', 'jti'])
        .where('tenant_id', '=', tenant)
        .where('expires_at', '<', now)
        .orderBy('expires_at')
        .limit(limit)
        .execute();
      if (expired.length === 0) return 0;
      const { numDeletedRows } = await db
        .deleteFrom('assertion_replays')
        .where('tenant_id', '=', tenant)
        .where((eb) =>
          eb(
            eb.refTuple('client_id', 'jti'),
            'in',
            expired.map((row) => eb.tuple(row.client_id, row.jti)),
          ),
        )
        .executeTakeFirst();
      return Number(numDeletedRows);
    },
  };
}
