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
const facts = {
  now,
  window: day,
  clientCreatedAt: 0,
  primaryWorks: true,
  reportedUntil: now - 1000,
  observed: since(0),
  others: [],
};

const time = fc.integer({ min: now - 10 * day, max: now });
const anyFacts = fc.record({
  now: fc.constant(now),
  window: fc.integer({ min: 1000, max: 9 * day }),
  clientCreatedAt: time,
  primaryWorks: fc.boolean(),
  reportedUntil: fc.integer({ min: now - 60_000, max: now }),
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

it('is safe only where a primary works, nothing else was accepted, and all of the window was observed', () => {
  fc.assert(
    fc.property(anyFacts, (some) => {
      const { primaryWorks, clientCreatedAt, reportedUntil } = some;
      const from = now - some.window;
      const observed = some.observed !== undefined && some.observed.since <= from && clientCreatedAt <= from;
      const safe = observed && primaryWorks && reportedUntil >= now - 25_000;
      const expected = some.others.length > 0 ? 'in_use' : safe ? 'safe' : 'unknown';
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

it('says that one which is gone was deleted', () => {
  const others = [{ ...use, deleted: true }];
  expect(rotationVerdict({ ...facts, others }).reason).toMatch(/^Secret sec_old \(deleted\) was accepted/);
});

it('a client that is younger than the window is unknown, until it is as old', () => {
  const made = now - day + 1000;
  expect(rotationVerdict({ ...facts, clientCreatedAt: made })).toEqual({
    verdict: 'unknown',
    reason:
      'The client was made at 2026-11-29T12:00:01.000Z, and there is nothing to look at before. The window began at 2026-11-29T12:00:00.000Z; a verdict is possible from 2026-11-30T12:00:01.000Z on.',
  });
  expect(rotationVerdict({ ...facts, clientCreatedAt: made, now: now + 1000 }).verdict).toBe('safe');
});

it('is unknown where no primary works, as long as nothing else is in use', () => {
  const without = { ...facts, primaryWorks: false };
  expect(rotationVerdict(without)).toEqual({
    verdict: 'unknown',
    reason: 'No primary works, so that nothing should be retired.',
  });
  expect(rotationVerdict({ ...without, others: [use] }).verdict).toBe('in_use');
});

it('is safe as far as each server has reported, and unknown once one is silent for more than 25 seconds', () => {
  expect(rotationVerdict({ ...facts, reportedUntil: now - 25_000 })).toEqual({
    verdict: 'safe',
    reason:
      'As far as each server has reported, nothing but the primary was accepted since 2026-11-29T12:00:00.000Z; the least recent report is of 2026-11-30T11:59:35.000Z.',
  });
  const silent = {
    verdict: 'unknown',
    reason:
      'A server has not reported since 2026-11-30T11:59:34.999Z: its last counts may be missing. A verdict is possible once it reports, or a window after it was given up.',
  };
  expect(rotationVerdict({ ...facts, reportedUntil: now - 25_001 })).toEqual(silent);
  expect(rotationVerdict({ ...facts, reportedUntil: now - 25_001, observed: undefined })).toEqual(silent);
});

it('says what was not observed, and from when on a verdict is possible', () => {
  const reasonFor = (reason: UnobservedReason) =>
    rotationVerdict({ ...facts, observed: since(now - day + 1000, reason) }).reason;
  const end =
    'The window began at 2026-11-29T12:00:00.000Z; a verdict is possible from 2026-11-30T12:00:01.000Z on.';
  expect(reasonFor('counting_began')).toBe(
    `Use has been counted since 2026-11-29T12:00:01.000Z only. ${end}`,
  );
  expect(reasonFor('server_lost')).toBe(
    `A server ended without notice, so that use before 2026-11-29T12:00:01.000Z may be missing. ${end}`,
  );
  expect(reasonFor('counts_dropped')).toBe(
    `There was no room for all counts, so that use before 2026-11-29T12:00:01.000Z is missing. ${end}`,
  );
});
