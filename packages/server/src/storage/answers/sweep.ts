import { sql, type Transaction } from 'kysely';
import type { Tables } from '../database/tables.js';
import type { TenantContext } from '../database/tenant-context.js';
import { giveRoomBack, sizeOf } from './room.js';

/** Which answers are deleted. */
interface Expired {
  /** Those whose day was over before this. */
  now: number;
  limit?: number;
  /** That of one row alone. */
  of?: { caller_id: string; key_digest: string };
}

/** Deletes answers whose day is over, and gives back the room that they took; returns how many there were. */
export async function deleteExpired(
  { engine: { locks }, tenant }: TenantContext,
  trx: Transaction<Tables>,
  { now, limit = 1, of }: Expired,
): Promise<number> {
  const rows = await trx
    .deleteFrom('kept_answers')
    .where('tenant_id', '=', tenant)
    .where((eb) => {
      const expired = eb
        .selectFrom('kept_answers')
        .select(['caller_id', 'key_digest'])
        .where('tenant_id', '=', tenant)
        .where('expires_at', '<', now)
        .$if(of !== undefined, (query) =>
          query.where('caller_id', '=', of?.caller_id ?? '').where('key_digest', '=', of?.key_digest ?? ''),
        )
        .orderBy('expires_at')
        .limit(limit);
      return eb(
        eb.refTuple('caller_id', 'key_digest'),
        'in',
        locks.unlessLocked(expired).$asTuple('caller_id', 'key_digest'),
      );
    })
    .returning(['caller_id', sql<number>`length(sealed)`.as('length')])
    .execute();
  const freed = new Map<string, number>();
  for (const { caller_id, length } of rows)
    freed.set(caller_id, (freed.get(caller_id) ?? 0) + sizeOf({ length: Number(length) }));
  // In one order everywhere, so that two servers that sweep do not wait for each other.
  for (const caller_id of [...freed.keys()].sort())
    await giveRoomBack(trx, { tenant_id: tenant, caller_id, bytes: freed.get(caller_id) ?? 0 });
  return rows.length;
}
