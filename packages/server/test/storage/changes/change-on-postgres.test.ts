import { expect } from 'vitest';
import { emptyDatabase } from '../../../../../test/postgres/empty-database.js';
import type { Engine } from '../../../src/storage/database/engine.js';
import { openSharedPostgres } from '../../../src/storage/postgres/open-shared.js';
import { changeSuite } from './change-suite.js';

changeSuite('PostgreSQL', async () => {
  const url = await emptyDatabase();
  const server = async () => {
    const { engine, shared } = await openSharedPostgres(url, { poolSize: 3 });
    const news = shared.listen();
    expect(await news.arrived(10_000)).toBe(true);
    return { engine, news, end: shared.end };
  };
  const [one, two] = [await server(), await server()];
  const engines: [Engine, Engine] = [one.engine, two.engine];
  return {
    engines,
    news: [one.news, two.news],
    async close() {
      for (const { news, engine, end } of [one, two]) {
        news.close();
        await engine.db.destroy();
        await end();
      }
    },
  };
});
