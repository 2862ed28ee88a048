import fc from 'fast-check';
import { expect, it } from 'vitest';
import { usageStepStart, usageSteps, usageStepsWithin } from '../../src/usage/steps.js';
import { addUpUse, rollUpUse, type UseCount } from '../../src/usage/use-count.js';

const day = 86_400_000;
const at = fc.integer({ min: 0, max: 5 * day });
const minuteCounts = fc.array(
  fc.record({
    clientId: fc.constantFrom('a', 'b'),
    credentialId: fc.constantFrom('', 'one', 'two'),
    api: fc.constantFrom('', 'https://api.example/'),
    outcome: fc.constantFrom('issued', 'no_client_grant'),
    step: fc.constant('minute' as const),
    at: at.map((time) => usageStepStart(time, 'minute')),
    count: fc.integer({ min: 1, max: 1000 }),
    lastAt: at,
    aliveUntil: at,
  }),
  { maxLength: 60 },
);

const sum = (counts: readonly UseCount[]) => counts.reduce((total, { count }) => total + count, 0);
const sorted = (counts: readonly UseCount[]) => counts.map((one) => JSON.stringify(one)).sort();

it('rolling up loses no use and invents none, of each label', () => {
  fc.assert(
    fc.property(minuteCounts, fc.constantFrom('hour' as const, 'day' as const), (counts, step) => {
      const rolled = rollUpUse(counts, step);
      expect(sum(rolled)).toBe(sum(counts));
      for (const outcome of ['issued', 'no_client_grant'])
        expect(sum(rolled.filter((one) => one.outcome === outcome))).toBe(
          sum(counts.filter((one) => one.outcome === outcome)),
        );
      for (const one of rolled) expect(one.at % usageSteps[step].length).toBe(0);
    }),
  );
});

it('rolling up by hours and then by days is rolling up by days', () => {
  fc.assert(
    fc.property(minuteCounts, (counts) => {
      expect(sorted(rollUpUse(rollUpUse(counts, 'hour'), 'day'))).toEqual(sorted(rollUpUse(counts, 'day')));
    }),
  );
});

it('in whatever parts counts are added up, the sum is the same', () => {
  fc.assert(
    fc.property(minuteCounts, fc.nat(60), (counts, cut) => {
      const parts = [...rollUpUse(counts.slice(0, cut), 'hour'), ...rollUpUse(counts.slice(cut), 'hour')];
      expect(sorted(addUpUse(parts))).toEqual(sorted(rollUpUse(counts, 'hour')));
    }),
  );
});

it('the latest use, and the token that lives longest, are those of all that is added up', () => {
  fc.assert(
    fc.property(minuteCounts, (counts) => {
      fc.pre(counts.length > 0);
      const latest = (all: readonly UseCount[]) => Math.max(...all.map(({ lastAt }) => lastAt));
      const alive = (all: readonly UseCount[]) => Math.max(...all.map(({ aliveUntil }) => aliveUntil));
      const rolled = rollUpUse(counts, 'day');
      expect([latest(rolled), alive(rolled)]).toEqual([latest(counts), alive(counts)]);
    }),
  );
});

it('a step consists of itself and the shorter ones', () => {
  expect(usageStepsWithin('minute')).toEqual(['minute']);
  expect(usageStepsWithin('day')).toEqual(['minute', 'hour', 'day']);
});
