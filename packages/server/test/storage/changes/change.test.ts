import { localNews } from '../../../src/storage/port/news.js';
import { openSqlite } from '../../../src/storage/sqlite/open.js';
import { changeSuite } from './change-suite.js';

changeSuite('SQLite', async () => {
  const engine = await openSqlite(':memory:');
  const news = localNews();
  return { engines: [engine, engine], news: [news, news], close: () => engine.db.destroy() };
});
