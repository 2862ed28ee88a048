import type { TenantContext } from '../database/tenant-context.js';
import { inTransaction } from '../database/transaction.js';
import type { Additions } from './additions.js';
import { endObserver, noteGap, noteWrite, type Observer, register, seenEvery } from './observers.js';
import { countRow, sourceRow } from './rows.js';
import type { Batch, SourceCount, Tally } from './tally.js';

/** Counts that are written in one transaction, which delays the requests of that moment. */
const batchSize = 2000;
/** Of more than these, it is not remembered that they were used. */
const maxUsed = 20_000;

/** A secret or a credential, as far as it is found by. */
export type Used = Pick<SourceCount, 'clientId' | 'credentialId'>;

/** Writes down what is held in memory, each batch exactly once. */
export interface UsageWriter {
  write(): Promise<void>;
  /** Writes the rest, and that there is no more. */
  end(): Promise<void>;
  /** As what this server counts, once it has written. */
  observerId(): string | undefined;
  /** What was used since this was asked last, so that there may be more sources of it than are kept. */
  takeUsed(): Used[];
}

export function usageWriter(
  context: TenantContext,
  { held, adding }: { held: Tally; adding: Additions },
): UsageWriter {
  const { now } = context;
  let observer: Observer | undefined;
  /** A batch of which it is not known yet that it was written. */
  let pending: Batch | undefined;
  const used = new Map<string, Used>();

  async function write(): Promise<void> {
    observer ??= await register(context);
    for (;;) {
      pending ??= held.take(batchSize);
      if (isEmpty(pending) && now() - observer.seenAt < seenEvery) break;
      const isAll = held.isEmpty();
      const seenAt: number = isAll ? now() : observer.seenAt;
      const written = await writeBatch(context, adding, {
        observer: { ...observer, seenAt },
        batch: pending,
      });
      if (!written) {
        observer = await register(context);
        continue;
      }
      for (const { clientId, credentialId } of pending.sources)
        if (used.size < maxUsed) used.set(`${clientId}\n${credentialId}`, { clientId, credentialId });
      observer = { ...observer, seenAt, writes: observer.writes + 1 };
      pending = undefined;
      if (isAll) return;
      // Requests that came in the meantime go first.
      await new Promise(setImmediate);
    }
    pending = undefined;
  }

  return {
    write,
    async end() {
      await write();
      if (observer) await endObserver(context, observer);
      observer = undefined;
    },
    observerId: () => observer?.id,
    takeUsed() {
      const taken = [...used.values()];
      used.clear();
      return taken;
    },
  };
}

function isEmpty({ counts, sources, droppedSince }: Batch): boolean {
  return counts.length === 0 && sources.length === 0 && droppedSince === undefined;
}

/** False where the observer is one that others took for lost. */
async function writeBatch(
  context: TenantContext,
  adding: Additions,
  { observer, batch }: { observer: Observer; batch: Batch },
): Promise<boolean> {
  const { engine, tenant } = context;
  const { counts, sources, droppedSince } = batch;
  // What is counted here is lost by a power cut with the last second at most, and waits for no disk.
  const state = await engine.durability.unflushed((connection) =>
    inTransaction(connection, async (trx) => {
      const noted = await noteWrite(context, trx, observer);
      if (noted !== 'new') return noted;
      await adding.counts(
        trx,
        counts.map((one) => countRow(tenant, one)),
      );
      await adding.sources(
        trx,
        sources.map((one) => sourceRow(tenant, one)),
      );
      if (droppedSince !== undefined)
        await noteGap(context, trx, { id: observer.id, from: droppedSince, reason: 'counts_dropped' });
      return noted;
    }),
  );
  return state !== 'gone';
}
