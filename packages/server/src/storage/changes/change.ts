import type { ChangeEvent } from '@clientele/model';
import type { Transaction } from 'kysely';
import type { AnswerContext } from '../answers/kept-answers.js';
import type { Tables } from '../database/tables.js';
import { inTransaction } from '../database/transaction.js';
import { recordChanges } from '../log/record-changes.js';
import type { Actor } from '../port/change.js';
import type { News, Stale } from '../port/news.js';
import type { StoreContext } from '../registry/context.js';
import { staleAfter } from './stale.js';
import { type Added, addToTotals } from './totals.js';

/** What a change works with. */
export type ChangeContext = StoreContext & AnswerContext;

/** A change of a tenant's registry that is under way: what its stores read from and write with. */
export interface Change extends ChangeContext {
  by: Actor;
  /**
   * Writes the rows of one object. This is the only way to write any of the registry: the event is what is logged, announced to
   * other servers and dropped from caches once the change is committed.
   */
  write<Result>(
    event: ChangeEvent,
    statements: (rows: Transaction<Tables>) => Promise<Result>,
  ): Promise<Result>;
  /** Writes rows that are no part of the registry, and so not logged, in the same transaction. */
  besides<Result>(statements: (rows: Transaction<Tables>) => Promise<Result>): Promise<Result>;
  /** Notes what is stale after this change although no event says so. */
  outdate(stale: Stale): void;
  /** Counts rows that come to lists, or go. */
  count(added: Added): void;
  /** Waits until no other change of the tenant under way holds the lock of this name. */
  exclusively(name: string): Promise<void>;
}

/** What changes are made with. */
export interface ChangeOptions<Stores> {
  news: News;
  stores: (change: Change) => Stores;
}

/** What a change has done so far. */
interface Done {
  events: ChangeEvent[];
  stale: Stale[];
  added: Added[];
  /** Writes that have begun and not ended. */
  writing: number;
  /** Whether it takes no more writes. */
  ended: boolean;
  /** Why a write failed: whatever is made of that, nothing of the change may stay. */
  failure?: unknown;
}

/** Does all of a change or nothing of it, logs it in the same transaction, and announces it once it is committed. */
export function changeWith<Stores>(context: ChangeContext, { news, stores }: ChangeOptions<Stores>) {
  return async <Result>(by: Actor, act: (stores: Stores) => Promise<Result>): Promise<Result> => {
    let committing: Done | undefined;
    try {
      return await inTransaction(context.engine.db, async (trx) => {
        committing = undefined;
        const done: Done = { events: [], stale: [], added: [], writing: 0, ended: false };
        const result = await wholly(done, () => act(stores(changeOn({ ...context, by }, trx, done))));
        await recordChanges(context, trx, { by, events: done.events });
        // Last, since others that change a total wait from here on.
        if (done.added.length > 0) await addToTotals(context, trx, done.added);
        committing = done;
        return result;
      });
    } finally {
      // A commit that seems to fail may have taken place.
      for (const stale of staleOf(committing)) news.announce({ tenant: context.tenant, ...stale });
    }
  };
}

function changeOn(context: ChangeContext & { by: Actor }, trx: Transaction<Tables>, done: Done): Change {
  async function written<Result>(statements: (rows: Transaction<Tables>) => Promise<Result>) {
    done.writing += 1;
    try {
      return await statements(trx);
    } catch (error) {
      done.failure ??= error;
      throw error;
    } finally {
      done.writing -= 1;
    }
  }
  function refuseLate(): void {
    if (done.failure !== undefined) throw done.failure;
    if (done.ended) throw new Error(unawaited);
  }
  return {
    ...context,
    reader: trx,
    async write(event, statements) {
      refuseLate();
      done.events.push(event);
      return written(statements);
    },
    async besides(statements) {
      refuseLate();
      return written(statements);
    },
    outdate: (stale) => void done.stale.push(stale),
    count: (added) => void done.added.push(added),
    exclusively: (name) => context.engine.locks.exclusively(trx, `${name} of ${context.tenant}`),
  };
}

const unawaited = 'a change ended before its writes did: await them';

/** Does all that is asked; the first write that failed is why a change fails, whatever comes of it later. */
async function wholly<Result>(done: Done, act: () => Promise<Result>): Promise<Result> {
  try {
    const result = await act();
    if (done.failure !== undefined) throw done.failure;
    if (done.writing > 0) throw new Error(unawaited);
    return result;
  } catch (error) {
    throw done.failure ?? error;
  } finally {
    done.ended = true;
  }
}

function staleOf(done: Done | undefined): Stale[] {
  return done ? [...done.events.flatMap(staleAfter), ...done.stale] : [];
}
