import { join } from 'node:path';
import { it, onTestFinished } from 'vitest';
import { openSqlite } from '../../packages/server/src/storage/sqlite/open.js';
import { spawnServer } from '../contract/running-server.js';
import { repeatAfterCrashes } from './repeated.js';
import { longestRound, roundsOf } from './rounds.js';
import { flags, targetOf } from './target.js';

const rounds = roundsOf('server', 2);

it(
  'kill -9 of the server under requests with keys: repeated after the restart, each is done once',
  async () => {
    let server = await spawnServer({ flags });
    onTestFinished(() => server.remove());
    const { dataFolder } = server;
    let target = await targetOf(server);
    await repeatAfterCrashes({
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
        return target;
      },
    });
  },
  (rounds + 2) * longestRound,
);
