import { join } from 'node:path';
import { it, onTestFinished } from 'vitest';
import { openSqlite } from '../../packages/server/src/storage/sqlite/open.js';
import { spawnServer } from '../contract/running-server.js';
import { longestRound, roundsOf } from './rounds.js';
import { surviveSecrets } from './secrets.js';
import { flags } from './target.js';

const rounds = roundsOf('server', 2);

it(
  'kill -9 of the server under rotations, promotions and tokens: no secret is lost, and none that was ended works again',
  async () => {
    let server = await spawnServer({ flags });
    onTestFinished(() => server.remove());
    const { dataFolder } = server;
    await surviveSecrets({
      title: 'SQLite: server killed',
      rounds,
      db: async () => (await openSqlite(join(dataFolder, 'clientele.db'))).db,
      servers: () => [server],
      async crash() {
        await server.stop('SIGKILL');
      },
      async recover() {
        server = await spawnServer({ dataFolder, flags });
      },
    });
  },
  (rounds + 2) * longestRound,
);
