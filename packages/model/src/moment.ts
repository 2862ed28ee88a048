const day = 86_400_000;
const form = /^\d{4}-\d{2}-\d{2}(?:T\d{2}:\d{2}(?::\d{2}(?:\.\d{1,3})?)?(?:Z|[+-]\d{2}:\d{2}))?$/;

/** A day, or a time with its offset, in milliseconds since the epoch; undefined for any other text. RFC 3339 */
export function parseMoment(text: string): number | undefined {
  const time = form.test(text) ? Date.parse(text) : Number.NaN;
  return Number.isNaN(time) ? undefined : time;
}

/** The same as the end of a period: a day counts to its end. */
export function parseLastMoment(text: string): number | undefined {
  const time = parseMoment(text);
  return time === undefined || text.includes('T') ? time : time + day - 1;
}
