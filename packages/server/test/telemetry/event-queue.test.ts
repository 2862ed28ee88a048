import type { LogEvent } from '@clientele/model';
import { describe, expect, it, onTestFinished } from 'vitest';
import { UndoneError } from '../../src/storage/port/errors.js';
import type { LogEventStore } from '../../src/storage/port/stores.js';
import { eventQueue } from '../../src/telemetry/event-queue.js';
import { createLogger } from '../../src/telemetry/logger.js';

const event = (n: number): LogEvent => ({ type: 'seccft', date: n, by: {} });

/** A log that keeps what is written, batch by batch. */
function keeping(write?: () => void): LogEventStore & { batches: number[][] } {
  const batches: number[][] = [];
  return {
    batches,
    write: async (events) => {
      write?.();
      batches.push(events.map(({ date }) => date));
    },
    find: async () => undefined,
    list: async () => [],
    count: async () => 0,
    sweep: async () => 0,
  };
}

function queueOf(capacity?: number) {
  const lines: Record<string, unknown>[] = [];
  const logger = createLogger('trace', { write: (line) => void lines.push(JSON.parse(line)) });
  const queue = eventQueue(logger, capacity);
  onTestFinished(() => queue.close());
  return { queue, lines };
}

describe('the queue of log events', () => {
  it('writes what came together at once, in its order and soon', async () => {
    const { queue } = queueOf();
    const store = keeping();
    for (let n = 0; n < 100; n += 1) queue.push(store, event(n));
    expect(store.batches).toEqual([]);
    expect(queue.state.waiting).toBe(100);
    const pushed = performance.now();
    await expect.poll(() => store.batches, { interval: 5 }).toEqual([[...Array(100).keys()]]);
    expect(performance.now() - pushed).toBeLessThan(1000);
    expect(queue.state).toEqual({ waiting: 0, written: 100, dropped: 0 });
  });

  it('keeps the logs of tenants apart', async () => {
    const { queue } = queueOf();
    const [one, two] = [keeping(), keeping()];
    queue.push(one, event(1));
    queue.push(two, event(2));
    queue.push(one, event(3));
    await queue.close();
    expect([one.batches, two.batches]).toEqual([[[1, 3]], [[2]]]);
  });

  it('holds so many and no more, and says once how many were dropped', async () => {
    const { queue, lines } = queueOf(10);
    const store = keeping();
    for (let n = 0; n < 25; n += 1) queue.push(store, event(n));
    queue.drop();
    await queue.close();
    expect(store.batches).toEqual([[...Array(10).keys()]]);
    expect(queue.state).toEqual({ waiting: 0, written: 10, dropped: 16 });
    expect(lines).toMatchObject([{ dropped: 16, msg: 'log events were dropped' }]);
  });

  it('69: says at once that events are dropped, and how many more only now and then', async () => {
    const { queue, lines } = queueOf();
    queue.drop();
    await expect.poll(() => lines.length).toBe(1);
    const store = keeping();
    for (let n = 1; n <= 5; n += 1) {
      queue.drop();
      queue.push(store, event(n));
      await expect.poll(() => queue.state.written).toBe(n);
    }
    expect(lines).toMatchObject([{ dropped: 1 }]);
    await queue.close();
    expect(lines).toMatchObject([{ dropped: 1 }, { dropped: 5 }]);
  });

  it('splits what is long, so that no batch holds up the server', async () => {
    const { queue } = queueOf();
    const store = keeping();
    for (let n = 0; n < 1200; n += 1) queue.push(store, event(n));
    await queue.close();
    expect(store.batches.map(({ length }) => length)).toEqual([250, 250, 250, 250, 200]);
    expect(store.batches.flat()).toEqual([...Array(1200).keys()]);
  });

  it('goes on after a failure of the storage, and counts what was lost', async () => {
    const { queue, lines } = queueOf();
    let broken = true;
    const store = keeping(() => {
      if (broken) throw new Error('the disk is full');
    });
    queue.push(store, event(1));
    await expect.poll(() => queue.state.dropped).toBe(1);
    broken = false;
    queue.push(store, event(2));
    await queue.close();
    expect(store.batches).toEqual([[2]]);
    expect(lines).toMatchObject([
      { err: { message: 'the disk is full' }, msg: 'log events could not be written' },
      { dropped: 1 },
    ]);
  });

  it('keeps what it can hold while the storage is not available, and writes it in its order afterwards', async () => {
    const { queue, lines } = queueOf(10);
    let [available, attempts] = [false, 0];
    const store = keeping(() => {
      attempts += 1;
      if (!available) throw new UndoneError('the database cannot be reached');
    });
    for (let n = 0; n < 15; n += 1) queue.push(store, event(n));
    await expect.poll(() => attempts).toBeGreaterThan(2);
    expect(queue.state).toEqual({ waiting: 10, written: 0, dropped: 5 });
    available = true;
    await expect.poll(() => store.batches).toEqual([[...Array(10).keys()]]);
    expect(queue.state).toEqual({ waiting: 0, written: 10, dropped: 5 });
    expect(lines).toMatchObject([{ dropped: 5, msg: 'log events were dropped' }]);
  });

  it('counts as dropped what it cannot write when it is closed', async () => {
    const { queue } = queueOf();
    const store = keeping(() => {
      throw new UndoneError('the database cannot be reached');
    });
    queue.push(store, event(1));
    await queue.close();
    expect(queue.state).toEqual({ waiting: 0, written: 0, dropped: 1 });
  });

  it('takes nothing more once it is closed', async () => {
    const { queue } = queueOf();
    const store = keeping();
    await queue.close();
    queue.push(store, event(1));
    expect(queue.state).toEqual({ waiting: 0, written: 0, dropped: 1 });
  });
});
