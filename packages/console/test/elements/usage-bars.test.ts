import type { Usage } from '@clientele/sdk';
import { describe, expect, it } from 'vitest';
import { barsOf, labelsBelow, scaleOf } from '../../src/elements/usage/usage-bars.js';

const start = Date.parse('2026-12-01T00:00:00Z');
const hour = 3_600_000;
const at = (hours: number) => new Date(start + hours * hour).toISOString();
const usage = (groups: Usage['groups'], hours = 24): Usage => ({
  step: 'hour',
  from: at(0),
  to: at(hours),
  group_by: 'client',
  groups,
});
const used = (client_id: string, ...points: [hours: number, count: number][]) => ({
  client_id,
  count: points.reduce((sum, [, count]) => sum + count, 0),
  points: points.map(([hours, count]) => ({ at: at(hours), count })),
});
const name = ({ client_id = '' }) => client_id;

describe('use as bars', () => {
  it('fills the steps without use', () => {
    const { bars, series } = barsOf(usage([used('a', [2, 5], [23, 1])]), name);
    expect(bars).toHaveLength(24);
    expect(bars[2]).toEqual({ from: start + 2 * hour, to: start + 3 * hour, total: 5 });
    expect(series[0]?.counts.filter((count) => count > 0)).toEqual([5, 1]);
  });

  it('draws no more than 90 bars, and loses nothing', () => {
    const { bars, total } = barsOf(usage([used('a', [0, 1], [1, 2], [167, 4])], 168), name);
    expect(bars).toHaveLength(84);
    expect([bars[0]?.total, bars[83]?.total, total]).toEqual([3, 4, 7]);
  });

  it('adds up what there is no colour for', () => {
    const groups = [...Array(12).keys()].map((index) => used(`c${index}`, [index, 12 - index]));
    const { series } = barsOf(usage(groups), name);
    expect(series).toHaveLength(8);
    expect(series[7]).toMatchObject({ name: '5 others', total: 15 });
  });

  it('has a scale of round whole numbers that reaches the highest bar', () => {
    for (const highest of [0, 1, 3, 7, 42, 99, 1234, 98_765]) {
      const lines = scaleOf(highest);
      expect(lines[0]).toBe(0);
      expect(lines.at(-1)).toBeGreaterThanOrEqual(Math.max(1, highest));
      expect(lines.length).toBeLessThanOrEqual(6);
      expect(lines.every(Number.isInteger)).toBe(true);
    }
  });

  it('labels no more bars than there is room for', () => {
    for (const hours of [1, 24, 48, 168, 720])
      for (const room of [4, 9, 18]) {
        const labels = labelsBelow(barsOf(usage([used('a', [0, 1])], hours), name), room);
        expect(labels.length).toBeLessThanOrEqual(room + 1);
      }
  });
});
