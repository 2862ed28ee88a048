import { randomUUID } from 'node:crypto';
import { sql } from 'kysely';
import type { Engine } from '../database/engine.js';

const maxSequence = 0xffff;

/**
 * Makes ids for entries of the log that sort in the order in which they were made, also within one millisecond
 * and when the clock is set back, so that a reader who continues from an id misses nothing.
 */
export function logIds(now: () => number): () => string {
  let time = 0;
  let sequence = 0;
  return () => {
    const current = now();
    if (current > time) [time, sequence] = [current, 0];
    else if (sequence < maxSequence) sequence += 1;
    else [time, sequence] = [time + 1, 0];
    const place = `${paddedPlace(time)}${sequence.toString(16).padStart(4, '0')}`;
    return `log_${place}${randomEnding()}`;
  };
}

/** Makes ids where several servers write: here their ends, before which the database puts the places. docs/decisions/0057 */
export function logIdsOf({ shared }: Engine, now: () => number): () => string {
  return shared ? randomEnding : logIds(now);
}

/**
 * What the ids of all entries are less than that may be read on from: others, with lower ids than these, may not be
 * committed yet. Undefined where one server writes, for all that can be read is settled then. docs/decisions/0057
 */
export async function settledBefore({ shared, db }: Engine): Promise<string | undefined> {
  if (!shared) return undefined;
  const { rows } = await sql<{ place: number }>`select log_settled() as place`.execute(db);
  return `log_${paddedPlace((rows[0]?.place ?? 0) + 1)}`;
}

function paddedPlace(place: number): string {
  return String(place).padStart(14, '0');
}

/** The last twelve digits of a UUID are random, and cost less than bytes of their own. RFC 9562 section 5.4. */
function randomEnding(): string {
  return randomUUID().slice(-12);
}
