import { describe, expect, it } from 'vitest';
import { memoryBudget, OutOfMemory } from '../../src/http/memory-budget.js';

describe('a memory budget', () => {
  const patient = { bytes: 100, patience: 60_000 };

  it('gives what there is at once, and the rest in the order in which it was asked', async () => {
    const budget = memoryBudget(patient);
    expect(budget.take(60, 'a')).toBeUndefined();
    expect(budget.take(40, 'b')).toBeUndefined();
    const order: string[] = [];
    const large = budget.take(90, 'c')?.then(() => order.push('large'));
    const small = budget.take(10, 'd')?.then(() => order.push('small'));
    expect(budget.waitedFor()).toBe(100);
    budget.release(40, 'b');
    await new Promise(setImmediate);
    expect(order).toEqual([]);
    budget.release(60, 'a');
    await Promise.all([large, small]);
    expect(order).toEqual(['large', 'small']);
    expect(budget.waitedFor()).toBe(0);
  });

  it('refuses whoever waits too long, and serves whoever waits behind', async () => {
    const budget = memoryBudget({ bytes: 100, patience: 20 });
    budget.take(50, 'e');
    const large = expect(budget.take(90, 'c')).rejects.toBeInstanceOf(OutOfMemory);
    const small = budget.take(50, 'f');
    await Promise.all([large, small]);
    expect(budget.waitedFor()).toBe(0);
  });

  it('gives all of itself to what is larger than it', async () => {
    const budget = memoryBudget(patient);
    expect(budget.take(1000, 'a')).toBeUndefined();
    const next = budget.take(1, 'b');
    expect(next).toBeInstanceOf(Promise);
    budget.release(1000, 'a');
    await next;
  });

  it('can be overdrawn, and is refilled before anybody else is served', async () => {
    const budget = memoryBudget(patient);
    budget.force(150, 'a');
    const next = budget.take(50, 'f');
    budget.release(50, 'a');
    expect(budget.waitedFor()).toBe(50);
    budget.release(50, 'a');
    await next;
  });

  it('gives nobody more than half, unless for one thing alone, and does not keep others waiting for that', async () => {
    const budget = memoryBudget(patient);
    expect(budget.take(40, 'greedy')).toBeUndefined();
    const more = budget.take(20, 'greedy');
    expect(more).toBeInstanceOf(Promise);
    expect(budget.take(50, 'modest')).toBeUndefined();
    budget.release(40, 'greedy');
    await more;
    expect(budget.take(1, 'third')).toBeUndefined();
  });
});
