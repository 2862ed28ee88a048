import { toleratedClockError } from '@clientele/model';
import type { Logger } from 'pino';
import {
  type ClockOffset,
  listenToOthers,
  type NotificationOptions,
  type PostgresNotifications,
} from '../storage/engines.js';

/** So long a start waits for news to arrive; it goes on without, and remembers nothing until then. */
const patience = 3000;

/** What a server needs to be one of several on one database. */
export interface Replica {
  notifications: PostgresNotifications;
  /** By how many milliseconds this server's clock is ahead of the database's, where that is too much beyond doubt. */
  clockError(): number | undefined;
  /** Whether the clock has been compared with the database's and found right. */
  clockIsRight(): boolean;
  /** What the operator should know at a start. */
  warnings: string[];
}

/** Joins the servers on a PostgreSQL database: hears of their changes, and compares its clock with the database's. */
export async function joinReplicas(
  options: Pick<NotificationOptions, 'url' | 'db' | 'now'> & { logger: Logger },
): Promise<Replica> {
  const { logger, ...where } = options;
  let clockWasOff = false;
  const notifications = await listenToOthers({
    ...where,
    tell(change) {
      if (change.arriving) logger.info('changes by other servers are heard of');
      else
        logger.warn(
          { reason: change.reason },
          'changes by other servers are not heard of; nothing is remembered',
        );
    },
    measured(clock) {
      const isOff = excess(clock) !== undefined;
      if (isOff === clockWasOff) return;
      clockWasOff = isOff;
      if (isOff) logger.error({ seconds: clock.ahead / 1000 }, clockMessage(clock.ahead));
      else logger.info('the clock agrees with the database again; tokens are issued');
    },
  });
  const clockError = () => excess(notifications.state().clock);
  const warnings: string[] = [];
  if (!(await notifications.arrived(patience)))
    warnings.push(
      'changes by other servers are not heard of yet, so everything is read from the database; the log says why.',
    );
  const ahead = clockError();
  if (ahead !== undefined) warnings.push(`${clockMessage(ahead)}.`);
  const clockIsRight = () => notifications.state().clock !== undefined && clockError() === undefined;
  return { notifications, clockError, clockIsRight, warnings };
}

function excess(clock: ClockOffset | undefined): number | undefined {
  return clock && Math.abs(clock.ahead) - clock.uncertainty > toleratedClockError ? clock.ahead : undefined;
}

function clockMessage(ahead: number): string {
  const seconds = (Math.abs(ahead) / 1000).toFixed(1);
  return `this server's clock is ${seconds} s ${ahead > 0 ? 'ahead of' : 'behind'} the database's, and no tokens are issued until they agree within ${toleratedClockError / 1000} s: synchronize it (NTP)`;
}
