import { enforcedLimits, openCounts, quotaStandings, quotaWarnings } from '@clientele/model';
import { describe, expect, it } from 'vitest';

const at = (time: string) => Date.parse(time);

describe('the counts that still hold', () => {
  it.each([
    ['in the same hour', '2026-01-31T22:00:00.000Z', '2026-01-31T22:59:59.999Z', { hour: 3, day: 7 }],
    ['in a later hour', '2026-01-31T22:59:59.999Z', '2026-01-31T23:00:00.000Z', { hour: 0, day: 7 }],
    ['on a later day', '2026-01-31T23:59:59.999Z', '2026-02-01T00:00:00.000Z', { hour: 0, day: 0 }],
    [
      'at the same hour of a later day',
      '2026-01-31T22:00:00.000Z',
      '2026-02-01T22:00:00.000Z',
      { hour: 0, day: 0 },
    ],
    [
      'when the clock was set back a little',
      '2026-01-31T22:00:00.000Z',
      '2026-01-31T21:59:40.000Z',
      { hour: 3, day: 7 },
    ],
    [
      'when the clock was set back by more than clocks may differ',
      '2026-01-31T22:00:00.000Z',
      '2026-01-31T21:59:39.999Z',
      { hour: 0, day: 7 },
    ],
  ])('%s', (_name, from, to, left) => {
    expect(openCounts({ hour: 3, day: 7 }, { from: at(from), to: at(to) })).toEqual(left);
  });
});

describe('a quota', () => {
  it('is enforced unless it says otherwise', () => {
    const none = Number.POSITIVE_INFINITY;
    expect(enforcedLimits({ per_hour: 1, per_day: 2 })).toEqual({ hour: 1, day: 2 });
    expect(enforcedLimits({ per_day: 2, enforce: true })).toEqual({ hour: none, day: 2 });
    expect(enforcedLimits({ per_hour: 1, per_day: 2, enforce: false })).toEqual({ hour: none, day: none });
  });

  it('has a standing for each window that it names', () => {
    const now = at('2026-01-31T22:15:00.000Z');
    const hour = { window: 'per_hour', quota: 10, remaining: 7, resetsAt: at('2026-01-31T23:00:00.000Z') };
    const day = { window: 'per_day', quota: 5, remaining: -2, resetsAt: at('2026-02-01T00:00:00.000Z') };
    const counts = { hour: 3, day: 7 };
    expect(quotaStandings({ per_hour: 10, per_day: 5 }, counts, now)).toEqual([hour, day]);
    expect(quotaStandings({ per_day: 5 }, counts, now)).toEqual([day]);
    expect(quotaStandings({}, counts, now)).toEqual([]);
  });

  it.each<[quota: number, count: number, percentages: number[]]>([
    [10, 5, []],
    [10, 6, [60]],
    [10, 7, []],
    [10, 8, [80]],
    [10, 10, [100]],
    [10, 11, []],
    [7, 4, []],
    [7, 5, [60]],
    [7, 6, [80]],
    [7, 7, [100]],
    [1, 1, [60, 80, 100]],
  ])('of %i is warned of with token %i at %j %%', (quota, count, percentages) => {
    const standings = quotaStandings({ per_day: quota }, { hour: 0, day: count }, at('2026-01-31T22:15:00Z'));
    expect(quotaWarnings(standings)).toEqual(
      percentages.map((percentage) => ({ window: 'per_day', quota, percentage })),
    );
  });
});
