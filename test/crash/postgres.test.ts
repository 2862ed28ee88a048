import { randomBytes } from 'node:crypto';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import pg from 'pg';
import { afterAll, beforeAll, expect, it, onTestFinished } from 'vitest';
import { openPostgres } from '../../packages/server/src/storage/postgres/open.js';
import { type SpawnedServer, spawnServer } from '../contract/running-server.js';
import { type PostgresServer, startPostgres } from '../postgres/postgres-server.mjs';
import { repeatAfterCrashes } from './repeated.js';
import { longestRound, roundsOf, survive } from './rounds.js';
import { surviveSecrets } from './secrets.js';
import { flags, targetOf } from './target.js';
import type { Target } from './writer.js';

// A PostgreSQL of its own, which is killed, and which writes to the disk before it acknowledges.
let postgres: PostgresServer;
let folder: string;
beforeAll(async () => {
  postgres = await startPostgres({ settings: { fsync: 'on', synchronous_commit: 'on' } });
  folder = mkdtempSync(join(tmpdir(), 'clientele-crash-'));
  writeFileSync(join(folder, 'instance.key'), randomBytes(32).toString('base64'), { mode: 0o600 });
});
afterAll(async () => {
  await postgres.remove();
  rmSync(folder, { recursive: true });
});

interface Replica {
  server: SpawnedServer;
  target: Target;
}

async function startReplica(database: string, dataFolder?: string): Promise<Replica> {
  const server = await spawnServer({
    database,
    flags,
    env: { CLIENTELE_KEY_FILE: join(folder, 'instance.key'), CLIENTELE_DATABASE_POOL: '10' },
    ...(dataFolder !== undefined && { dataFolder }),
  });
  return { server, target: await targetOf(server) };
}

/** Two that end with the test, whatever became of it. */
async function startReplicas(database: string): Promise<Replica[]> {
  const replicas: Replica[] = [];
  onTestFinished(async () => {
    for (const { server } of replicas) await server.remove();
  });
  for (let n = 0; n < 2; n += 1) replicas.push(await startReplica(database));
  return replicas;
}

/** The database goes on for a moment with what a server sent that is no more. */
async function settled(): Promise<void> {
  const client = new pg.Client({ connectionString: postgres.url });
  await client.connect();
  const busy = async () => {
    const { rows } = await client.query(
      `select pid from pg_stat_activity where state <> 'idle' and backend_type = 'client backend' and pid <> pg_backend_pid()`,
    );
    return rows.length;
  };
  await expect.poll(busy, { timeout: 20_000 }).toBe(0);
  await client.end();
}

/** Kills one of two in turn, and starts it again. */
function killingOne(replicas: Replica[], database: string) {
  return {
    async crash(round: number) {
      await replicas[round % 2]?.server.stop('SIGKILL');
    },
    async recover(round: number) {
      await settled();
      const at = round % 2;
      replicas[at] = await startReplica(database, replicas[at]?.server.dataFolder);
    },
  };
}

const open = (database: string) => async () => (await openPostgres(database, { poolSize: 1 })).db;
const replicaRounds = roundsOf('replica', 1);

it(
  '52: kill -9 of either of two replicas loses nothing that was acknowledged, and leaves nothing half-done',
  async () => {
    const database = await postgres.emptyDatabase();
    const replicas = await startReplicas(database);
    await survive({
      title: 'PostgreSQL: one of two replicas killed',
      rounds: replicaRounds,
      db: open(database),
      targets: () => replicas.map(({ target }) => target),
      ...killingOne(replicas, database),
    });
  },
  (replicaRounds + 2) * longestRound,
);

it(
  'kill -9 of either of two replicas under requests with keys: repeated at once at the other, each is done once',
  async () => {
    const database = await postgres.emptyDatabase();
    const replicas = await startReplicas(database);
    await repeatAfterCrashes({
      title: 'PostgreSQL: one of two replicas killed',
      rounds: replicaRounds,
      db: open(database),
      targets: () => replicas.map(({ target }) => target),
      async crash(round) {
        await replicas[round % 2]?.server.stop('SIGKILL');
      },
      recover: async (round) => replicas[(round + 1) % 2]?.target ?? expect.fail('there are two replicas'),
      async complete(round) {
        const at = round % 2;
        replicas[at] = await startReplica(database, replicas[at]?.server.dataFolder);
      },
    });
  },
  (replicaRounds + 2) * longestRound,
);

it(
  'kill -9 of either of two replicas under rotations: no secret is lost, and none that was ended works again',
  async () => {
    const database = await postgres.emptyDatabase();
    const replicas = await startReplicas(database);
    await surviveSecrets({
      title: 'PostgreSQL: one of two replicas killed',
      rounds: replicaRounds,
      db: open(database),
      servers: () => replicas.map(({ server }) => server),
      ...killingOne(replicas, database),
    });
  },
  (replicaRounds + 2) * longestRound,
);

const databaseRounds = roundsOf('database', 1);

it(
  '52: an immediate stop of PostgreSQL loses nothing that was acknowledged, and leaves nothing half-done; both replicas go on afterwards',
  async () => {
    const database = await postgres.emptyDatabase();
    const replicas = await startReplicas(database);
    const targets = replicas.map(({ target }) => target);
    await survive({
      title: 'PostgreSQL: database stopped at once',
      rounds: databaseRounds,
      db: open(database),
      targets: () => targets,
      crash: () => postgres.stop('immediate'),
      async recover() {
        await postgres.start();
        for (const target of targets)
          await expect.poll(() => target.get('/clients?per_page=1'), { timeout: 30_000 }).toHaveLength(1);
      },
    });
  },
  (databaseRounds + 2) * longestRound,
);
