import { expect } from 'vitest';
import { emptyDatabase } from '../../../../../test/postgres/empty-database.js';
import type { Engine } from '../../../src/storage/database/engine.js';
import { listenForChanges } from '../../../src/storage/postgres/notifications.js';
import { openPostgres } from '../../../src/storage/postgres/open.js';
import { changeSuite } from './change-suite.js';

changeSuite('PostgreSQL', async () => {
  const url = await emptyDatabase();
  const server = async () => {
    const engine = await openPostgres(url, { poolSize: 3 });
    const news = listenForChanges({ url, db: engine.db, now: Date.now });
    expect(await news.arrived(10_000)).toBe(true);
    return { engine, news };
  };
  const [one, two] = [await server(), await server()];
  const engines: [Engine, Engine] = [one.engine, two.engine];
  return {
    engines,
    news: [one.news, two.news],
    async close() {
      for (const { news, engine } of [one, two]) {
        await news.close();
        await engine.db.destroy();
      }
    },
  };
});
