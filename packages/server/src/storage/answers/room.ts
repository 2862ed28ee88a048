import type { Transaction } from 'kysely';
import type { Tables } from '../database/tables.js';
import { TooManyAnswers } from '../port/answers.js';

/** Bytes that a row takes beside the answer, with its entries in indexes. */
const rowBytes = 300;

/** How many bytes an answer takes, from the length of what is sealed, which is ASCII. */
export function sizeOf(sealed: { length: number }): number {
  return sealed.length + rowBytes;
}

/** The caller whose answers take room. */
interface Place {
  tenant_id: string;
  caller_id: string;
}

/**
 * Counts what a new answer takes, exactly, over all servers.
 * @throws TooManyAnswers where that is more than there is.
 */
export async function takeRoom(
  trx: Transaction<Tables>,
  { tenant_id, caller_id, bytes, limit }: Place & { bytes: number; limit: number },
): Promise<void> {
  const counted = await trx
    .insertInto('kept_answer_bytes')
    .values({ tenant_id, caller_id, bytes })
    .onConflict((conflict) =>
      conflict
        .columns(['tenant_id', 'caller_id'])
        .doUpdateSet((eb) => ({ bytes: eb('kept_answer_bytes.bytes', '+', bytes) }))
        .where('kept_answer_bytes.bytes', '<=', limit - bytes),
    )
    .executeTakeFirst();
  if (counted.numInsertedOrUpdatedRows !== 1n) throw new TooManyAnswers(limit);
}

/** Gives back what deleted answers took. */
export async function giveRoomBack(
  trx: Transaction<Tables>,
  { tenant_id, caller_id, bytes }: Place & { bytes: number },
): Promise<void> {
  const of = { tenant_id, caller_id };
  await trx
    .updateTable('kept_answer_bytes')
    .set((eb) => ({ bytes: eb('bytes', '-', bytes) }))
    .where((eb) => eb.and(of))
    .execute();
  await trx
    .deleteFrom('kept_answer_bytes')
    .where((eb) => eb.and(of))
    .where('bytes', '<=', 0)
    .execute();
}
