import { once } from 'node:events';
import { Agent, type IncomingMessage, request } from 'node:http';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { emptyDatabase } from '../postgres/empty-database.js';
import { type Replica, startReplica, surroundings } from './replica.js';

const shared = surroundings();
const api = 'https://usage.example/';
const clients = 100;
/** Tokens in all; CLIENTELE_TEST_TOKENS asks for more of them. */
const tokens = Number(process.env.CLIENTELE_TEST_TOKENS ?? 3000);
const inFlight = 32;

interface Secret {
  client_id: string;
  client_secret: string;
}
interface Group {
  client_id: string;
  count: number;
}

let database: string;
let here: Replica;
let there: Replica;
let secrets: Secret[];
beforeAll(async () => {
  database = await emptyDatabase();
  here = await startReplica(shared, database);
  there = await startReplica(shared, database);
  await made(here.manage('POST', '/resource-servers', { identifier: api }));
  secrets = [];
  for (let n = 0; n < clients; n += 1) {
    const client = await made<Secret>(here.manage('POST', '/clients', { name: `Robot ${n}` }));
    await made(
      here.manage('POST', '/client-grants', { client_id: client.client_id, audience: api, scope: [] }),
    );
    secrets.push(client);
  }
}, 120_000);
afterAll(async () => {
  await Promise.all([here.stop(), there.stop()]);
  shared.remove();
});

async function made<Answer>(answer: Promise<Response>): Promise<Answer> {
  const got = await answer;
  if (got.status !== 201) throw new Error(await got.text());
  return (await got.json()) as Answer;
}

const agent = new Agent({ keepAlive: true });

/** Asks for a token, with less effort than fetch takes: there are many to ask for. */
async function statusOf(replica: Replica, { client_id = '', client_secret = '' }: Partial<Secret> = {}) {
  const body = new URLSearchParams({
    grant_type: 'client_credentials',
    client_id,
    client_secret,
    audience: api,
  }).toString();
  const headers = { 'content-type': 'application/x-www-form-urlencoded', 'content-length': body.length };
  const sent = request(`${replica.url}/oauth/token`, { method: 'POST', agent, headers }).end(body);
  const [answer]: IncomingMessage[] = await once(sent, 'response');
  if (!answer) throw new Error('no answer');
  await once(answer.resume(), 'end');
  return answer.statusCode;
}

/** Has so many tokens issued by a replica, of all clients in turn; answers how many each client got. */
async function issue(replica: Replica, count: number): Promise<number[]> {
  const issued = secrets.map(() => 0);
  let next = 0;
  await Promise.all(
    Array.from({ length: inFlight }, async () => {
      while (next < count) {
        const n = next++ % secrets.length;
        if ((await statusOf(replica, secrets[n])) === 200) issued[n] = (issued[n] ?? 0) + 1;
      }
    }),
  );
  return issued;
}

const sum = (counts: readonly number[]) => counts.reduce((total, count) => total + count, 0);

/** What was counted of each client. */
async function counted(replica: Replica): Promise<number[]> {
  const from = new Date(Date.now() - 3_600_000 * 2).toISOString();
  const answer = await replica.manage('GET', `/usage?group_by=client&step=hour&from=${from}`);
  const { groups } = (await answer.json()) as { groups: Group[] };
  return secrets.map(({ client_id }) => groups.find((group) => group.client_id === client_id)?.count ?? 0);
}

it(
  'counts each token of each client on two replicas, of which one is killed, up to its last second',
  async () => {
    const before = await Promise.all([issue(here, tokens / 2), issue(there, tokens / 2)]);
    const sums = secrets.map((_, n) => (before[0]?.[n] ?? 0) + (before[1]?.[n] ?? 0));
    expect(sum(sums)).toBe(tokens);
    // All that was counted is there once each replica has written.
    await expect.poll(() => counted(here), { timeout: 20_000 }).toEqual(sums);

    const last = issue(there, 500);
    const alsoHere = issue(here, 500);
    await last;
    await there.stop('SIGKILL');
    const ofHere = await alsoHere;
    const lost = sums.map((count, n) => count + (ofHere[n] ?? 0));
    const known = await counted(here);
    // Nothing that was written before is gone, nothing is invented, and of the survivor all is there.
    known.forEach((count, n) => {
      expect(count).toBeGreaterThanOrEqual(lost[n] ?? 0);
      expect(count).toBeLessThanOrEqual((lost[n] ?? 0) + 5);
    });
    process.stdout.write(
      `use over two replicas: ${sum(known)} counted of ${tokens + 1000} issued; the killed one took ${tokens + 1000 - sum(known)} of its last second with it\n`,
    );
    there = await startReplica(shared, database);
    expect(await counted(there)).toEqual(known);
  },
  120_000 + tokens * 4,
);
