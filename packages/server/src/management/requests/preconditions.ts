import { changedSince, HttpError, type Revision } from '@clientele/model';
import type { FastifyRequest } from 'fastify';
import type { Precondition } from '../../storage/port/change.js';
import { timeOfTag } from './entity-tag.js';

/** What a precondition has to know of a kind of objects. */
interface Conditional<Stored> {
  /** What they are called in the message. */
  name: string;
  /** The tag that this caller is shown of an object; undefined where it is shown none. */
  tagOf(object: Stored, revision: Revision): string | undefined | Promise<string | undefined>;
  /** Whether this caller may know when an object was changed, and which property; none where it may not know the time. */
  mayKnow?: ((property: string) => boolean) | undefined;
}

/** What `If-Match` of a request asks of the object that it changes, if anything. RFC 9110 section 13.1.1 */
export function ifMatch<Stored>(
  { headers }: FastifyRequest,
  { name, tagOf, mayKnow }: Conditional<Stored>,
): Precondition<Stored> | undefined {
  const header = headers['if-match'];
  if (header === undefined) return undefined;
  return async (stored) => {
    if (!stored) throw failed(`If-Match asks for a ${name} that exists, and this one does not.`);
    if (header.trim() === '*') return;
    const tags: readonly string[] = header.match(strongTag) ?? [];
    const current = await tagOf(stored.object, stored.revision);
    if (current !== undefined && tags.includes(current)) return;
    throw changed(name, tags, { revision: stored.revision, mayKnow });
  };
}

/** Whether the caller has this state already. RFC 9110 section 13.1.2 */
export function isNotModified({ headers }: FastifyRequest, tag: string): boolean {
  const header = headers['if-none-match'];
  if (header === undefined) return false;
  const tags: readonly string[] = header.match(anyTag) ?? [];
  return header.trim() === '*' || tags.includes(tag);
}

// A weak tag never matches here. RFC 9110 section 8.8.3.2
const strongTag = /(?<!W\/)"[^"]*"/g;
const anyTag = /"[^"]*"/g;

function changed(
  name: string,
  tags: readonly string[],
  { revision, mayKnow }: { revision: Revision; mayKnow: Conditional<never>['mayKnow'] },
): HttpError {
  const begin = `If-Match names another state of the ${name} than the present one`;
  if (!mayKnow) return failed(`${begin}: read it again.`);
  const updatedAt = new Date(revision.updatedAt).toISOString();
  const [since = Number.NaN] = tags.map(timeOfTag);
  const properties = changedSince(revision, since)?.filter(mayKnow);
  const last = `it was last changed at ${updatedAt}`;
  if (!properties || properties.length === 0)
    return failed(`${begin}: ${last}. Read it again.`, { updated_at: updatedAt });
  return failed(`${begin}: ${last}; changed since: ${properties.join(', ')}. Read it again.`, {
    updated_at: updatedAt,
    changed: properties.join(','),
  });
}

function failed(message: string, attributes?: Record<string, string>): HttpError {
  return new HttpError(412, message, { code: 'precondition_failed', ...(attributes && { attributes }) });
}
