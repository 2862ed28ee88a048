import { Text, type TextProps } from '@mantine/core';
import { serverNow } from '../api/server-clock.js';

const relative = new Intl.RelativeTimeFormat('en', { numeric: 'auto' });
const absolute = new Intl.DateTimeFormat('en-GB', { dateStyle: 'medium', timeStyle: 'long' });

const steps: readonly [limit: number, unit: Intl.RelativeTimeFormatUnit, seconds: number][] = [
  [60, 'second', 1],
  [3600, 'minute', 60],
  [86_400, 'hour', 3600],
  [2_592_000, 'day', 86_400],
  [31_536_000, 'month', 2_592_000],
  [Number.POSITIVE_INFINITY, 'year', 31_536_000],
];

/** How long ago, or in how long, in words. */
export function relativeTime(milliseconds: number, now = serverNow()): string {
  const seconds = (milliseconds - now) / 1000;
  const [, unit, size] = steps.find(([limit]) => Math.abs(seconds) < limit) ?? ['', 'year', 31_536_000];
  return relative.format(Math.round(seconds / size), unit as Intl.RelativeTimeFormatUnit);
}

/** A time in full, in the zone of whoever reads. */
export const absoluteTime = (at: string) => absolute.format(new Date(at));

/** A time as people say it, and in full on hover. */
export function Moment({ at, ...props }: TextProps & { at: string }) {
  return (
    <Text component="time" dateTime={at} title={absoluteTime(at)} inherit {...props}>
      {relativeTime(Date.parse(at))}
    </Text>
  );
}
