import { createHash } from 'node:crypto';
import type { Transaction } from 'kysely';
import type { Queries, Tables } from '../database/tables.js';
import type { TenantContext } from '../database/tenant-context.js';
import { inTransaction } from '../database/transaction.js';
import {
  AlreadyAnswered,
  type AnswerKey,
  type AnswerStore,
  type KeptAnswer,
  UnreadableAnswer,
} from '../port/answers.js';
import { sealedPlace } from '../seals/places.js';
import type { Seals } from '../seals/seals.js';
import { sizeOf, takeRoom } from './room.js';
import { deleteExpired } from './sweep.js';

/** Milliseconds for which an answer is kept. */
const keptFor = 86_400_000;

/** What answers are kept with. */
export interface AnswerContext extends TenantContext {
  seals: Seals;
  /** The most bytes that the answers to one caller take. */
  answerBytes: number;
}

/** Answers that are kept for requests which may be repeated; see the port for the promises. docs/decisions/0108 */
export function keptAnswers(context: AnswerContext): AnswerStore {
  const { engine, now } = context;
  return {
    async find(key) {
      const row = await rowOf(context, key);
      if (!row) return undefined;
      if (Number(row.expires_at) > now()) return opened(context, row);
      await inTransaction(engine.db, (trx) => deleteExpired(context, trx, { now: now() + 1, of: row }));
      return undefined;
    },
    keep: (key, answer) => inTransaction(engine.db, (trx) => keepAnswer(context, trx, { key, answer })),
    sweep: (time, limit) =>
      inTransaction(engine.db, (trx) => deleteExpired(context, trx, { now: time, limit })),
  };
}

/** Keeps an answer inside a transaction; see the port for the promises. */
export async function keepAnswer(
  context: AnswerContext,
  trx: Transaction<Tables>,
  { key, answer }: { key: AnswerKey; answer: KeptAnswer },
): Promise<void> {
  const { tenant, seals, now, answerBytes } = context;
  const place = placeOf(context, key);
  const seal = await seals.forWriting(trx);
  const row = {
    ...place,
    expires_at: now() + keptFor,
    sealed: seal.seal(
      JSON.stringify(answer),
      sealedPlace('kept_answers', tenant, place.caller_id, place.key_digest),
    ),
  };
  const inserted = await trx
    .insertInto('kept_answers')
    .values(row)
    .onConflict((conflict) => conflict.doNothing())
    .executeTakeFirst();
  if (inserted.numInsertedOrUpdatedRows !== 1n) throw new AlreadyAnswered();
  await takeRoom(trx, { ...place, bytes: sizeOf(row.sealed), limit: answerBytes });
}

function rowOf(context: AnswerContext, key: AnswerKey): Promise<Row | undefined> {
  const queries: Queries = context.engine.db;
  return queries
    .selectFrom('kept_answers')
    .selectAll()
    .where((eb) => eb.and(placeOf(context, key)))
    .executeTakeFirst();
}

type Row = Tables['kept_answers'];

/** What a caller chose as a key is nobody else's business, so that its digest is kept alone. */
function placeOf({ tenant }: AnswerContext, { caller, key }: AnswerKey) {
  const digest = createHash('sha256').update(key).digest('base64url');
  return { tenant_id: tenant, caller_id: caller, key_digest: digest };
}

function opened({ seals }: AnswerContext, { tenant_id, caller_id, key_digest, sealed }: Row): KeptAnswer {
  try {
    const place = sealedPlace('kept_answers', tenant_id, caller_id, key_digest);
    return JSON.parse(seals.open(sealed, place)) as KeptAnswer;
  } catch (cause) {
    throw new UnreadableAnswer({ cause });
  }
}
