import { openCounts, steadyTime, type TokenCounts } from '@clientele/model';
import type { Queries } from '../database/tables.js';
import type { TenantContext } from '../database/tenant-context.js';
import { inTransaction } from '../database/transaction.js';
import type { TokenCountStore } from '../port/stores.js';

/** The counts of one client, as they held at the time of its last token. */
interface Counter {
  counts: TokenCounts;
  countedAt: number;
  /** How many changes there were, and how many of them are in the database. */
  changes: number;
  written: number;
}

/** Rows that are written in one transaction, so that requests do not wait long for it. */
const batch = 100;

/**
 * Counts in memory, and writes down what changed with each flush: a crash loses what was counted since the last one.
 * Memory holds the counters that changed since then, and no others. docs/decisions/0030
 */
export function tokenCountStore(context: TenantContext): TokenCountStore {
  const held = new Map<string, Promise<Counter>>();

  function load(clientId: string): Promise<Counter> {
    const reading = readCounter(context, clientId);
    held.set(clientId, reading);
    reading.catch(() => held.delete(clientId));
    return reading;
  }

  /** Acts on the one counter that there is of a client, in the same turn in which it is known to be held still. */
  async function withCounter<T>(clientId: string, act: (counter: Counter) => T): Promise<T> {
    for (;;) {
      const reading = held.get(clientId) ?? load(clientId);
      const counter = await reading;
      if (held.get(clientId) === reading) return act(counter);
    }
  }

  return {
    add: (clientId, { at, limits }) => withCounter(clientId, (counter) => count(counter, at, limits)),
    takeBack: (clientId, at) => withCounter(clientId, (counter) => uncount(counter, at)),
    async flush() {
      const clientIds = [...held.keys()];
      for (let from = 0; from < clientIds.length; from += batch)
        await writeBatch(context, held, clientIds.slice(from, from + batch));
    },
  };
}

function count(counter: Counter, at: number, limits: TokenCounts): { counted: boolean; counts: TokenCounts } {
  const open = openCounts(counter.counts, { from: counter.countedAt, to: at });
  if (open.hour >= limits.hour || open.day >= limits.day) return { counted: false, counts: open };
  counter.counts = { hour: open.hour + 1, day: open.day + 1 };
  counter.countedAt = steadyTime(counter.countedAt, at);
  counter.changes += 1;
  return { counted: true, counts: counter.counts };
}

function uncount(counter: Counter, at: number): void {
  const { hour, day } = openCounts({ hour: 1, day: 1 }, { from: at, to: counter.countedAt });
  counter.counts = { hour: counter.counts.hour - hour, day: counter.counts.day - day };
  counter.changes += 1;
}

async function readCounter({ engine: { db }, tenant }: TenantContext, clientId: string): Promise<Counter> {
  const row = await db
    .selectFrom('token_counts')
    .select(['counted_at', 'in_hour', 'in_day'])
    .where('tenant_id', '=', tenant)
    .where('client_id', '=', clientId)
    .executeTakeFirst();
  return {
    counts: { hour: Number(row?.in_hour ?? 0), day: Number(row?.in_day ?? 0) },
    countedAt: Number(row?.counted_at ?? 0),
    changes: 0,
    written: 0,
  };
}

/** Writes counters down, and lets go of those that have not changed again meanwhile. */
async function writeBatch(
  context: TenantContext,
  held: Map<string, Promise<Counter>>,
  clientIds: readonly string[],
): Promise<void> {
  const counters: { clientId: string; reading: Promise<Counter>; counter: Counter; changes: number }[] = [];
  for (const clientId of clientIds) {
    const reading = held.get(clientId);
    const counter = await reading;
    if (reading && counter) counters.push({ clientId, reading, counter, changes: counter.changes });
  }
  const changed = counters.filter(({ counter }) => counter.changes > counter.written);
  if (changed.length > 0)
    await inTransaction(context.engine.db, async (trx) => {
      for (const { clientId, counter } of changed) await writeCounter(context, trx, clientId, counter);
    });
  for (const { clientId, reading, counter, changes } of counters) {
    counter.written = changes;
    if (counter.changes === changes && held.get(clientId) === reading) held.delete(clientId);
  }
}

/** Writes nothing for a client that has been deleted. */
async function writeCounter(
  { tenant }: TenantContext,
  queries: Queries,
  clientId: string,
  { counts, countedAt }: Counter,
): Promise<void> {
  await queries
    .insertInto('token_counts')
    .columns(['tenant_id', 'client_id', 'counted_at', 'in_hour', 'in_day'])
    .expression((eb) =>
      eb
        .selectFrom('clients')
        .select(['tenant_id', 'client_id'])
        .select([
          eb.val(countedAt).as('counted_at'),
          eb.val(counts.hour).as('in_hour'),
          eb.val(counts.day).as('in_day'),
        ])
        .where('tenant_id', '=', tenant)
        .where('client_id', '=', clientId),
    )
    .onConflict((conflict) =>
      conflict.columns(['tenant_id', 'client_id']).doUpdateSet((eb) => ({
        counted_at: eb.ref('excluded.counted_at'),
        in_hour: eb.ref('excluded.in_hour'),
        in_day: eb.ref('excluded.in_day'),
      })),
    )
    .execute();
}
