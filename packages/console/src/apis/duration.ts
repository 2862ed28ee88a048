const units: readonly (readonly [seconds: number, name: string])[] = [
  [86_400, 'day'],
  [3600, 'hour'],
  [60, 'minute'],
];

/** Seconds in the largest unit of which they are a whole number. */
export function durationOf(seconds: number): string {
  const [size, name] = units.find(([length]) => seconds >= length && seconds % length === 0) ?? [1, 'second'];
  const count = seconds / size;
  return `${count.toLocaleString('en-GB')} ${name}${count === 1 ? '' : 's'}`;
}
