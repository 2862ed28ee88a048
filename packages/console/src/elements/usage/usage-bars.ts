import { usageSteps } from '@clientele/model/rules';
import type { Usage, UsageGroup } from '@clientele/sdk';

/** Bars that can be told apart on a narrow screen, and groups that can by their colours. */
const mostBars = 90;
const mostSeries = 7;

/** One bar: a step, or several where there are too many. */
export interface Bar {
  /** Milliseconds since the epoch. */
  from: number;
  to: number;
  total: number;
}

/** What is told apart: a group of the answer, or all that there is no colour for. */
export interface Series {
  key: string;
  name: string;
  group: UsageGroup | undefined;
  total: number;
  /** One for each bar. */
  counts: number[];
}

/** Use over time as it is drawn. */
export interface Bars {
  bars: Bar[];
  series: Series[];
  total: number;
  /** Days are those of UTC. */
  byDay: boolean;
}

/** Fills the steps without use, and adds up what would be too much to look at. */
export function barsOf(usage: Usage, nameOf: (group: UsageGroup) => string): Bars {
  const from = Date.parse(usage.from);
  const to = Date.parse(usage.to);
  const { length } = usageSteps[usage.step];
  const width = length * Math.max(1, Math.ceil((to - from) / length / mostBars));
  const count = Math.max(1, Math.ceil((to - from) / width));
  const shown = usage.groups.length > mostSeries + 1 ? mostSeries : usage.groups.length;
  const countsOf = (groups: readonly UsageGroup[]) => {
    const counts = new Array<number>(count).fill(0);
    for (const point of groups.flatMap(({ points }) => points)) {
      const index = Math.floor((Date.parse(point.at) - from) / width);
      if (index in counts) counts[index] = (counts[index] ?? 0) + point.count;
    }
    return counts;
  };
  const series: Series[] = usage.groups.slice(0, shown).map((group) => ({
    key: keyOf(group),
    name: nameOf(group),
    group,
    total: group.count,
    counts: countsOf([group]),
  }));
  const others = usage.groups.slice(shown);
  if (others.length > 0)
    series.push({
      key: 'others',
      name: `${others.length} others`,
      group: undefined,
      total: sum(others.map((group) => group.count)),
      counts: countsOf(others),
    });
  const bars = [...Array(count).keys()].map((index) => ({
    from: from + index * width,
    to: Math.min(from + (index + 1) * width, to),
    total: sum(series.map(({ counts }) => counts[index] ?? 0)),
  }));
  return { bars, series, total: sum(series.map(({ total }) => total)), byDay: usage.step === 'day' };
}

function keyOf({ client_id, credential_id, api, outcome }: UsageGroup): string {
  return JSON.stringify([client_id, credential_id, api, outcome]);
}

const sum = (numbers: readonly number[]) => numbers.reduce((total, number) => total + number, 0);

/** Where the lines of the scale stand: round numbers, the last one at or above the highest bar. */
export function scaleOf(highest: number, lines = 4): number[] {
  const rough = Math.max(1, highest) / lines;
  const power = 10 ** Math.floor(Math.log10(rough));
  const step = Math.max(1, ([1, 2, 5, 10].find((factor) => factor * power >= rough) ?? 10) * power);
  const count = Math.max(1, Math.ceil(highest / step));
  return [...Array(count + 1).keys()].map((index) => index * step);
}

const clock = new Intl.DateTimeFormat('en-GB', { hour: '2-digit', minute: '2-digit' });
const date = new Intl.DateTimeFormat('en-GB', { day: 'numeric', month: 'short' });
const dateInUtc = new Intl.DateTimeFormat('en-GB', { day: 'numeric', month: 'short', timeZone: 'UTC' });
const weekday = new Intl.DateTimeFormat('en-GB', { weekday: 'short', day: 'numeric', month: 'short' });

/** When a bar was, in the time of whoever reads. */
export function periodOf({ from, to }: Bar, byDay: boolean): string {
  if (!byDay) return `${weekday.format(from)}, ${clock.format(from)} to ${clock.format(to)}`;
  const last = dateInUtc.format(to - 1);
  const first = dateInUtc.format(from);
  return first === last ? `${first} (UTC)` : `${first} to ${last} (UTC)`;
}

const day = 86_400_000;

/** What stands below the bars: round times, dates where there are several, and only as many as there is room for. */
export function labelsBelow({ bars, byDay }: Bars, room: number): { index: number; text: string }[] {
  const most = Math.max(2, Math.floor(room));
  const [first] = bars;
  if (!first) return [];
  if (byDay)
    return thinned(
      bars.map(({ from }, index) => ({ index, text: dateInUtc.format(from) })),
      most,
    );
  const isLong = (bars.at(-1)?.to ?? first.to) - first.from > 2 * day;
  if (isLong)
    return thinned(
      bars.flatMap(({ from }, index) => {
        const previous = bars[index - 1];
        const isNewDay = previous !== undefined && date.format(previous.from) !== date.format(from);
        return isNewDay ? [{ index, text: date.format(from) }] : [];
      }),
      most,
    );
  const width = first.to - first.from;
  const every = [1, 2, 5, 10, 15, 30, 60, 120, 180, 360, 720]
    .map((minutes) => minutes * 60_000)
    .find((time) => time >= width && (bars.length * width) / time <= most);
  return bars.flatMap(({ from }, index) =>
    sinceMidnight(from) % (every ?? day) === 0 ? [{ index, text: clock.format(from) }] : [],
  );
}

function sinceMidnight(at: number): number {
  const time = new Date(at);
  return (time.getHours() * 60 + time.getMinutes()) * 60_000;
}

function thinned<T>(labels: readonly T[], most: number): T[] {
  const every = Math.ceil(labels.length / most);
  return labels.filter((_, index) => index % every === 0);
}
