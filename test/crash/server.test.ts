import { join } from 'node:path';
import { it, onTestFinished } from 'vitest';
import { openSqlite } from '../../packages/server/src/storage/sqlite/open.js';
import { spawnServer } from '../contract/running-server.js';
import { longestRound, roundsOf, survive } from './rounds.js';
import { flags, targetOf } from './target.js';

const rounds = roundsOf('server', 2);

it(
  '52: kill -9 of the server under changes and tokens loses nothing that was acknowledged, and leaves nothing half-done',
  async () => {
    let server = await spawnServer({ flags });
    onTestFinished(() => server.remove());
    const { dataFolder } = server;
    let target = await targetOf(server);
    await survive({
      title: 'SQLite: server killed',
      rounds,
      db: async () => (await openSqlite(join(dataFolder, 'clientele.db'))).db,
      targets: () => [target],
      async crash() {
        await server.stop('SIGKILL');
      },
      async recover() {
        server = await spawnServer({ dataFolder, flags });
        target = await targetOf(server);
      },
    });
  },
  (rounds + 2) * longestRound,
);
