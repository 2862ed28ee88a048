import pg from 'pg';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { emptyDatabase } from '../postgres/empty-database.js';
import {
  type Access,
  askWith,
  assertionOf,
  clientWithCredential,
  clientWithSecret,
  enabledClient,
  grantedClient,
  registerApi,
} from './clients-with-access.js';
import { type NewsProxy, startNewsProxy } from './news-proxy.js';
import { type Replica, startReplica, surroundings } from './replica.js';

/** What is promised, in milliseconds. docs/decisions/0055 */
const bound = 1000;
const shared = surroundings();
let database: string;
let proxy: NewsProxy;
/** Where changes are made, and where they shall be known; only the second one's news comes by the proxy. */
let here: Replica;
let there: Replica;
let observer: pg.Client;

beforeAll(async () => {
  database = await emptyDatabase();
  proxy = await startNewsProxy(database);
  here = await startReplica(shared, database);
  there = await startReplica(shared, proxy.url);
  observer = new pg.Client({ connectionString: database });
  await observer.connect();
  await registerApi(here);
});
afterAll(async () => {
  await observer.end();
  await Promise.all([here.stop(), there.stop()]);
  await proxy.close();
  shared.remove();
});

const newsArrives = (replica: Replica) =>
  vi.waitFor(async () => expect(await replica.figure('clientele_notifications_up')).toBe(1), {
    timeout: 30_000,
    interval: 20,
  });

/** Takes access away here, and answers for how long after that it still worked there until it was refused, in milliseconds. */
async function timeUntilRefused(access: Access, justBefore: () => Promise<void>): Promise<number> {
  // What is asked for while no news arrives is not remembered, and would be refused at once.
  await newsArrives(there);
  await access.give();
  await vi.waitFor(async () => expect(await access.ask(there)).toBe(200), { timeout: 10_000, interval: 5 });
  await justBefore();
  await access.take();
  const taken = performance.now();
  let accepted = taken;
  for (;;) {
    const begun = performance.now();
    const status = await access.ask(there);
    if (status === 200) accepted = begun;
    // Who has just lost the connection beside the pool does not answer for a moment, which refuses nothing.
    else if (status !== 503) return accepted - taken;
  }
}

/** Ends the connections beside the pools of both replicas, as an operator would. */
async function cut(): Promise<void> {
  await observer.query(
    `select pg_terminate_backend(pid) from pg_stat_activity
     where application_name = 'clientele monitor' and datname = current_database()`,
  );
}

/** The connection seems to be open, and nothing comes any more. */
async function silence(): Promise<void> {
  proxy.fallSilent();
}

async function hearAgain(): Promise<void> {
  // For a moment the silent connection still counts as one on which news arrives.
  await proxy.replaced();
  await newsArrives(there);
}

/** A hundred trials, and a thousand assertions, take minutes: `npm run test:replicas`. */
const trials = Number(process.env.CLIENTELE_REPLICA_TRIALS ?? 15);
const silences = Math.ceil(trials / 15);
const sentToBoth = trials * 10;

const nothing = async () => {};
interface Way {
  trials: number;
  before: () => Promise<void>;
  after: () => Promise<void>;
  /** Caches are fresh for a while, so trials show how long; on a busy machine a change may take longer, and is tried again. */
  stale?: true;
}
const mostTrials = 10;
const ways: [string, Way][] = [
  ['while news arrives', { trials, before: nothing, after: nothing }],
  ['as the connection for news is cut', { trials, before: cut, after: nothing }],
  [
    'as the connection for news falls silent',
    { trials: silences, before: silence, after: hearAgain, stale: true },
  ],
];
const accesses: [string, (on: Replica) => Promise<Access>][] = [
  ['a client that is disabled', enabledClient],
  ['a credential that is removed', clientWithCredential],
  ['a grant that is deleted', grantedClient],
];

describe.each(accesses)('%s on one replica is refused on the other within the bound', (what, make) => {
  it.each(ways)(
    '%s',
    async (how, { trials, before, after, stale }) => {
      const access = await make(here);
      const times: number[] = [];
      const longest = () => Math.max(...times);
      const unseen = () => stale && times.length < mostTrials && longest() === 0;
      while (times.length < trials || unseen()) {
        times.push(await timeUntilRefused(access, before));
        await after();
      }
      console.log(
        `${what}, ${how}: accepted for at most ${longest().toFixed(1)} ms after it, in ${times.length} trials, and at all in ${times.filter((time) => time > 0).length} of them`,
      );
      expect(longest()).toBeLessThanOrEqual(bound);
      if (stale) expect(longest()).toBeGreaterThan(0);
    },
    600_000,
  );
});

const given: [string, (on: Replica) => Promise<Access>][] = [
  ['a client that is enabled', enabledClient],
  ['a credential that is added', clientWithCredential],
  ['a grant that is made', grantedClient],
  ['a secret that counts again', clientWithSecret],
];

describe.each(given)('%s on one replica is accepted on the other', (_what, make) => {
  it.each(Object.entries({ 'while news arrives': nothing, 'though no news arrives': silence }))(
    'at once, %s',
    async (_how, before) => {
      const access = await make(here);
      await newsArrives(there);
      await access.take();
      const refused = async () => expect([401, 403]).toContain(await access.ask(there));
      await vi.waitFor(refused, { timeout: 10_000, interval: 5 });
      await before();
      await access.give();
      expect(await access.ask(there)).toBe(200);
      if (before === silence) await hearAgain();
    },
  );
});

describe('an assertion that is sent to two replicas at once', () => {
  it('is accepted exactly once, each time', async () => {
    const { clientId } = await clientWithCredential(here);
    const counts = new Map<string, number>();
    for (let sent = 0; sent < sentToBoth; sent += 25) {
      const assertions = await Promise.all(
        Array.from({ length: Math.min(25, sentToBoth - sent) }, () => assertionOf(clientId)),
      );
      const answers = await Promise.all(
        assertions.map(async (assertion) =>
          (await Promise.all([askWith(assertion, here), askWith(assertion, there)])).sort().join(' and '),
        ),
      );
      for (const statuses of answers) counts.set(statuses, (counts.get(statuses) ?? 0) + 1);
    }
    console.log(`statuses of ${sentToBoth} assertions, each sent to both:`, Object.fromEntries(counts));
    expect(Object.fromEntries(counts)).toEqual({ '200 and 401': sentToBoth });
  }, 300_000);
});
