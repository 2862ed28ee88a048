import { toleratedClockError } from '@clientele/model';
import type { Logger } from 'pino';
import type { SharedDatabase } from '../storage/database/shared-database.js';

/** How far this server's clock is ahead of the database's, in milliseconds, give or take half of what the question took. */
export interface ClockOffset {
  ahead: number;
  uncertainty: number;
}

/** A server's clock beside the database's. */
export interface ComparedClock {
  /** As measured last. */
  offset(): ClockOffset | undefined;
  /** By how many milliseconds it is ahead, where that certainly exceeds what is tolerated. */
  error(): number | undefined;
}

/** Compares the clocks with each heartbeat of the database, and logs when they cease to agree. docs/decisions/0058 */
export function compareClocks(
  shared: Pick<SharedDatabase, 'onHeartbeat'>,
  { now, logger }: { now: () => number; logger: Logger },
): ComparedClock {
  let offset: ClockOffset | undefined;
  let wasOff = false;
  shared.onHeartbeat(({ askedAt, answeredAt, time }) => {
    const uncertainty = (answeredAt - askedAt) / 2;
    const measured = { ahead: now() - time - uncertainty, uncertainty };
    offset = measured;
    const isOff = excess(measured) !== undefined;
    if (isOff === wasOff) return;
    wasOff = isOff;
    if (isOff) logger.error({ seconds: measured.ahead / 1000 }, clockMessage(measured.ahead));
    else logger.info('the clock agrees with the database again; tokens are issued');
  });
  return { offset: () => offset, error: () => excess(offset) };
}

function excess(clock: ClockOffset | undefined): number | undefined {
  return clock && Math.abs(clock.ahead) - clock.uncertainty > toleratedClockError ? clock.ahead : undefined;
}

/** The log line for a clock that is ahead by this many milliseconds. */
export function clockMessage(ahead: number): string {
  const seconds = (Math.abs(ahead) / 1000).toFixed(1);
  return `this server's clock is ${seconds} s ${ahead > 0 ? 'ahead of' : 'behind'} the database's, and no tokens are issued until they agree within ${toleratedClockError / 1000} s: synchronize it (NTP)`;
}
