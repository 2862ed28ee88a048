import fc from 'fast-check';
import { expect, it } from 'vitest';
import {
  type AcceptedUse,
  rotationVerdict,
  type UnobservedReason,
} from '../../src/credential/rotation-verdict.js';

const now = Date.parse('2026-11-30T12:00:00Z');
const day = 86_400_000;
const use: AcceptedUse = { kind: 'secret', id: 'sec_old', count: 3, lastAt: now - 60_000 };
const since = (time: number, reason: UnobservedReason = 'counting_began') => ({ since: time, reason });
const facts = { now, window: day, clientCreatedAt: 0, observed: since(0), others: [] };

const time = fc.integer({ min: now - 10 * day, max: now });
const anyFacts = fc.record({
  now: fc.constant(now),
  window: fc.integer({ min: 60_000, max: 9 * day }),
  clientCreatedAt: time,
  observed: fc.option(
    time.map((at) => since(at)),
    { nil: undefined },
  ),
  others: fc.array(
    fc.record({
      kind: fc.constantFrom('secret' as const, 'credential' as const),
      id: fc.string({ minLength: 1 }),
      count: fc.integer({ min: 1 }),
      lastAt: time,
    }),
    { maxLength: 10 },
  ),
});

it('is safe only where nothing else was accepted and all of the window was observed', () => {
  fc.assert(
    fc.property(anyFacts, (some) => {
      const from = Math.max(now - some.window, some.clientCreatedAt);
      const observed = some.observed !== undefined && some.observed.since <= from;
      const expected = some.others.length > 0 ? 'in_use' : observed ? 'safe' : 'unknown';
      expect(rotationVerdict(some).verdict).toBe(expected);
    }),
  );
});

it('never becomes safe by a longer window', () => {
  fc.assert(
    fc.property(anyFacts, fc.integer({ min: 0, max: 10 * day }), (some, longer) => {
      fc.pre(rotationVerdict(some).verdict !== 'safe');
      expect(rotationVerdict({ ...some, window: some.window + longer }).verdict).not.toBe('safe');
    }),
  );
});

it('names who is in use, how often, when and from where', () => {
  const others = [{ ...use, name: 'before May', lastAddress: '192.0.2.7' }];
  expect(rotationVerdict({ ...facts, others })).toEqual({
    verdict: 'in_use',
    reason:
      'Secret sec_old (before May) was accepted 3 times, last at 2026-11-30T11:59:00.000Z from 192.0.2.7.',
  });
});

it('names the latest six, and says how many more there are', () => {
  const others = Array.from({ length: 8 }, (_, n) => ({ ...use, id: `sec_${n}`, lastAt: now - n }));
  const { reason } = rotationVerdict({ ...facts, others });
  expect(reason.match(/sec_\d/g)).toEqual(['sec_0', 'sec_1', 'sec_2', 'sec_3', 'sec_4', 'sec_5']);
  expect(reason).toMatch(/2 more were accepted too\.$/);
});

it('a client that is younger than the window needs to be observed since it was made only', () => {
  const young = { ...facts, clientCreatedAt: now - 60_000, observed: since(now - 60_000) };
  expect(rotationVerdict(young).verdict).toBe('safe');
  expect(rotationVerdict({ ...young, observed: since(now - 59_999) }).verdict).toBe('unknown');
});

it('says what was not observed', () => {
  const reasonAt = (observed: ReturnType<typeof since> | undefined) =>
    rotationVerdict({ ...facts, observed }).reason;
  const late = now - day + 1000;
  const window = 'The window began at 2026-11-29T12:00:00.000Z.';
  expect(reasonAt(since(late))).toBe(`Use has been counted since 2026-11-29T12:00:01.000Z only. ${window}`);
  expect(reasonAt(since(late, 'server_lost'))).toBe(
    `A server ended without notice, so that use before 2026-11-29T12:00:01.000Z may be missing. ${window}`,
  );
  expect(reasonAt(since(late, 'counts_dropped'))).toBe(
    `There was no room for all counts, so that use before 2026-11-29T12:00:01.000Z is missing. ${window}`,
  );
  expect(reasonAt(undefined)).toBe(
    `A server that counts use has not written for a while: its last counts may be missing. ${window}`,
  );
});
