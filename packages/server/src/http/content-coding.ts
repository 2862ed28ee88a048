import { weightsOf } from './preferences.js';

/** How an answer can be compressed, from the smallest on. RFC 7932, RFC 9110 section 8.4.1 */
export const contentCodings = ['br', 'gzip'] as const;

/** One of them. */
export type ContentCoding = (typeof contentCodings)[number];

/** The coding that a caller prefers by its `Accept-Encoding`; undefined for none. RFC 9110 section 12.5.3 */
export function preferredCoding(header: string | undefined): ContentCoding | undefined {
  const weights = weightsOf(header);
  const weightOf = (name: string) => weights.get(name) ?? weights.get('*') ?? 0;
  const [best] = contentCodings
    .filter((coding) => weightOf(coding) > 0)
    .sort((one, other) => weightOf(other) - weightOf(one));
  return best !== undefined && weightOf(best) >= (weights.get('identity') ?? 0) ? best : undefined;
}
