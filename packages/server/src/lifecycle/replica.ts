import type { Logger } from 'pino';
import type { NewsState, SharedDatabase, SharedNews } from '../storage/database/shared-database.js';
import { type ClockOffset, clockMessage, compareClocks } from './clock.js';

/** So many milliseconds a start waits for news to arrive; it goes on without, and caches nothing until then. */
const patience = 3000;

/** What a server needs to be one of several on one database. */
export interface Replica {
  news: SharedNews;
  state(): NewsState & { clock: ClockOffset | undefined };
  /** By how many milliseconds this server's clock is ahead of the database's, where that is too much beyond doubt. */
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
    if (transition.arriving) logger.info('changes by other servers are heard of');
    else
      logger.warn(
        { reason: transition.reason },
        'changes by other servers are not heard of; nothing is remembered',
      );
  });
  const warnings: string[] = [];
  if (!(await news.arrived(patience)))
    warnings.push(
      'changes by other servers are not heard of yet, so everything is read from the database; the log says why.',
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
