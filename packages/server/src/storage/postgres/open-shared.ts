import type { Engine } from '../database/engine.js';
import type { SharedDatabase } from '../database/shared-database.js';
import { startMonitor } from './monitor.js';
import { listenForNews } from './news.js';
import { openPostgres, type PostgresOptions } from './open.js';
import { watchForOutages } from './outage-watch.js';

/**
 * Opens a PostgreSQL database to serve from it: a pool, and one connection beside it.
 * @throws UnavailableError as `openPostgres` does.
 */
export async function openSharedPostgres(
  url: string,
  options: Omit<PostgresOptions, 'watch'>,
): Promise<{ engine: Engine; shared: SharedDatabase }> {
  const monitor = startMonitor(url, options.setting);
  const outages = watchForOutages(monitor);
  try {
    const engine = await openPostgres(url, { ...options, watch: outages });
    const shared: SharedDatabase = {
      outages,
      onHeartbeat: (listener) => monitor.subscribe({ answered: listener }),
      listen: (report) => listenForNews(monitor, { db: engine.db, report }),
      end: monitor.end,
    };
    return { engine, shared };
  } catch (error) {
    await monitor.end();
    throw error;
  }
}
