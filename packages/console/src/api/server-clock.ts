/** Milliseconds by which the server's clock is ahead of this one. */
let ahead = 0;

/** A second of the `Date` field and the way of an answer; less than this is no difference. */
const tolerance = 5_000;

/** Learns the server's time from an answer. RFC 9110 section 6.6.1 */
export function noteServerTime(headers: { get(name: string): string | null }): void {
  const date = Date.parse(headers.get('date') ?? '');
  if (Number.isNaN(date)) return;
  const difference = date - Date.now();
  ahead = Math.abs(difference) < tolerance ? 0 : difference;
}

/** Milliseconds since the epoch, by the server's clock: deadlines and rules are by that one. */
export function serverNow(): number {
  return Date.now() + ahead;
}

/** Milliseconds by which the server's clock is ahead of this one; 0 where they agree. */
export function clockDifference(): number {
  return ahead;
}
