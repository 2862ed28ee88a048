import type { GetUsageRequest, Usage, UsageGroup, UsagePoint, UsageStep } from '@clientele/sdk';
import type { Api } from '../api/api.js';
import { failureOf } from '../api/failure.js';
import { serverNow } from '../api/server-clock.js';

const hour = 3_600_000;
const day = 24 * hour;

/** What can be looked back at, each in steps that give bars that can be told apart. */
export const periods = {
  '1h': { label: '1 h', length: hour, step: 'minute' },
  '24h': { label: '24 h', length: day, step: 'hour' },
  '7d': { label: '7 d', length: 7 * day, step: 'hour' },
  '30d': { label: '30 d', length: 30 * day, step: 'day' },
} as const satisfies Record<string, { label: string; length: number; step: UsageStep }>;

export type Period = keyof typeof periods;

/** The period that an address names; a day where it names none. */
export const periodIn = (text: string): Period => (text in periods ? (text as Period) : '24h');

/** When a period began. */
export const beginOf = (period: Period, now = serverNow()) =>
  new Date(now - periods[period].length).toISOString();

const longer: Partial<Record<UsageStep, UsageStep>> = { minute: 'hour', hour: 'day' };

/**
 * Asks for use of a period. What has too many points for one answer is asked for in longer steps.
 * @throws ClienteleError for a refusal or where no answer came.
 */
export async function readUsage(
  api: Api,
  period: Period,
  groupBy: GetUsageRequest['group_by'],
): Promise<Usage> {
  let step: UsageStep = periods[period].step;
  for (;;)
    try {
      const { data } = await api.usage.get({ group_by: groupBy, step, from: beginOf(period) });
      return data;
    } catch (error) {
      const next = longer[step];
      if (failureOf(error).status !== 400 || next === undefined) throw error;
      step = next;
    }
}

/** Use by outcome as two numbers: issued, and refused for whatever reason. */
export function issuedAndRefused(usage: Usage): Usage {
  const refused = refusals(usage);
  return {
    ...usage,
    groups: [
      ...usage.groups.filter(({ outcome }) => outcome === 'issued'),
      ...(refused.groups.length > 0 ? [{ outcome: 'refused', ...added(refused.groups) }] : []),
    ],
  };
}

/** Use by outcome without what was issued. */
export function refusals(usage: Usage): Usage {
  return { ...usage, groups: usage.groups.filter(({ outcome }) => outcome !== 'issued') };
}

/** How often in all. */
export const countOf = ({ groups }: Usage) => groups.reduce((sum, { count }) => sum + count, 0);

function added(groups: readonly UsageGroup[]): { count: number; points: UsagePoint[] } {
  const counts = new Map<string, number>();
  for (const { at, count } of groups.flatMap(({ points }) => points))
    counts.set(at, (counts.get(at) ?? 0) + count);
  return {
    count: groups.reduce((sum, { count }) => sum + count, 0),
    points: [...counts]
      .map(([at, count]) => ({ at, count }))
      .sort((one, other) => (one.at < other.at ? -1 : 1)),
  };
}
