import type { LogEvent } from '@clientele/model';
import type { FastifyBaseLogger } from 'fastify';
import { delayed } from '../limits/delayed.js';
import { UndoneError } from '../storage/port/errors.js';
import type { LogEventStore } from '../storage/port/stores.js';

/**
 * Takes events of the log without making a request wait, and writes them in batches; during an outage it keeps what
 * it can hold. docs/decisions/0020
 */
export interface EventQueue {
  /** Beyond what the queue holds, events are dropped and counted. */
  push(store: LogEventStore, event: LogEvent): void;
  /** Counts an event that is not logged because its source has caused too many. */
  drop(): void;
  readonly state: Readonly<QueueState>;
  /** Writes what is there and takes no more. */
  close(): Promise<void>;
}

export interface QueueState {
  waiting: number;
  written: number;
  dropped: number;
}

/** Milliseconds between two log lines about dropped events. */
const reportEvery = 10_000;
/** How long an event waits for others to be written with, in milliseconds. */
const delay = 80;
/** Events that are written in one transaction, which delays the requests of that moment. */
const batchSize = 250;
/** An event takes at most ten kilobytes, and mostly less than one, so that a full queue stays within some tens of megabytes. */
const defaultCapacity = 10_000;

interface Entry {
  store: LogEventStore;
  event: LogEvent;
}

/** A queue for all tenants of a server. */
export function eventQueue(
  logger: Pick<FastifyBaseLogger, 'warn' | 'error'>,
  capacity = defaultCapacity,
): EventQueue {
  const state: QueueState = { waiting: 0, written: 0, dropped: 0 };
  let entries: Entry[] = [];
  let reported = 0;
  let reporting: NodeJS.Timeout | undefined;
  let closed = false;

  /** Returns the events that were certainly not written, and can be once the storage is available again. */
  async function write(batch: readonly Entry[]): Promise<Entry[]> {
    const undone: Entry[] = [];
    for (const [store, events] of byStore(batch)) {
      try {
        await store.write(events);
        state.written += events.length;
      } catch (error) {
        if (error instanceof UndoneError && !closed) {
          for (const event of events) undone.push({ store, event });
          continue;
        }
        state.dropped += events.length;
        logger.error({ err: error }, 'log events could not be written');
      }
      state.waiting -= events.length;
    }
    return undone;
  }

  async function writeAll(): Promise<void> {
    while (entries.length > 0) {
      const batch = entries.slice(0, batchSize);
      entries = entries.slice(batchSize);
      const undone = await write(batch);
      if (undone.length > 0) {
        entries = [...undone, ...entries];
        writing.schedule();
        break;
      }
      // Requests that came in the meantime go first.
      if (entries.length > 0) await new Promise(setImmediate);
    }
    reportDropped();
  }

  /** At once, and then at an interval: a flood that causes drops would otherwise flood these lines too. */
  function reportDropped(): void {
    if (state.dropped === reported || (reporting && !closed)) return;
    logger.warn({ dropped: state.dropped - reported }, 'log events were dropped');
    reported = state.dropped;
    clearTimeout(reporting);
    reporting = setTimeout(() => {
      reporting = undefined;
      reportDropped();
    }, reportEvery).unref();
  }

  const writing = delayed(writeAll, delay);
  return {
    state,
    push(store, event) {
      if (closed || state.waiting >= capacity) {
        state.dropped += 1;
      } else {
        state.waiting += 1;
        entries.push({ store, event });
      }
      writing.schedule();
    },
    drop() {
      state.dropped += 1;
      writing.schedule();
    },
    async close() {
      closed = true;
      await writing.close();
      clearTimeout(reporting);
    },
  };
}

function byStore(batch: readonly Entry[]): Map<LogEventStore, LogEvent[]> {
  const grouped = new Map<LogEventStore, LogEvent[]>();
  for (const { store, event } of batch) {
    const events = grouped.get(store);
    if (events) events.push(event);
    else grouped.set(store, [event]);
  }
  return grouped;
}
