import { randomUUID } from 'node:crypto';

const maxSequence = 0xffff;

/**
 * Makes ids for entries of the log that sort in the order in which they were made, also within one millisecond
 * and when the clock is set back, so that whoever reads on from an id misses nothing.
 */
export function logIds(now: () => number): () => string {
  let time = 0;
  let sequence = 0;
  return () => {
    const current = now();
    if (current > time) [time, sequence] = [current, 0];
    else if (sequence < maxSequence) sequence += 1;
    else [time, sequence] = [time + 1, 0];
    const place = `${String(time).padStart(14, '0')}${sequence.toString(16).padStart(4, '0')}`;
    // The last twelve digits of a UUID are random, and cost less than bytes of their own. RFC 9562 section 5.4.
    return `log_${place}${randomUUID().slice(-12)}`;
  };
}
