import type { Logger } from 'pino';
import type { NewsState, SharedDatabase, SharedNews } from '../storage/database/shared-database.js';
import { type ClockOffset, clockMessage, compareClocks } from './clock.js';

/** Milliseconds that a start waits for news to arrive; then it goes on, and caches nothing until it does. */
const patience = 3000;

/** What a server needs to be one of several on one database. */
export interface Replica {
  news: SharedNews;
  state(): NewsState & { clock: ClockOffset | undefined };
  /** By how many milliseconds this server's clock is ahead of the database's, where that certainly exceeds what is tolerated. */
  clockError(): number | undefined;
  /** Whether the clock has been compared with the database's and found right. */
  clockIsRight(): boolean;
  /** What the operator should know at a start. */
  warnings: string[];
}

/** Joins the servers on a database: listens for their changes, and compares its clock with the database's. */
export async function joinReplicas(
  shared: SharedDatabase,
  { now, logger }: { now: () => number; logger: Logger },
): Promise<Replica> {
  const clock = compareClocks(shared, { now, logger });
  const news = shared.listen((transition) => {
    if (transition.arriving) logger.info('notifications of changes by other servers arrive');
    else
      logger.warn(
        { reason: transition.reason },
        'notifications of changes by other servers do not arrive; caches are bypassed',
      );
  });
  const warnings: string[] = [];
  if (!(await news.arrived(patience)))
    warnings.push(
      'notifications of changes by other servers do not arrive yet, so caches are bypassed; the log says why.',
    );
  const ahead = clock.error();
  if (ahead !== undefined) warnings.push(`${clockMessage(ahead)}.`);
  return {
    news,
    state: () => ({ ...news.state(), clock: clock.offset() }),
    clockError: clock.error,
    clockIsRight: () => clock.offset() !== undefined && clock.error() === undefined,
    warnings,
  };
}
