import { randomBytes } from 'node:crypto';

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
    return `log_${place}${randomBytes(6).toString('hex')}`;
  };
}
