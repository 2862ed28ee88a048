import { randomInt } from 'node:crypto';
import { expect } from 'vitest';
import type { Database } from '../../packages/server/src/storage/database/tables.js';
import type { SpawnedServer } from '../contract/running-server.js';
import { issuer } from './target.js';

const writers = 8;
const audience = 'https://secrets.example/';
/** Seconds; longer than any round. */
const overlap = 86_400;

export interface SecretCrashes {
  /** What is killed, for those who read figures. */
  title: string;
  rounds: number;
  db: () => Promise<Database>;
  /** The servers; the writers are spread over them. */
  servers: () => SpawnedServer[];
  crash(round: number): Promise<void>;
  recover(round: number): Promise<void>;
}

/** What is known of the secrets of a client: which must work, which must not, and which are staged, by id. */
interface Secrets {
  working: readonly string[];
  ended: readonly string[];
  staged: ReadonlyMap<string, string>;
}

/** A change of a client's secrets: how it is asked for, and what it makes of what is known. */
interface Step {
  method: 'POST' | 'PATCH' | 'DELETE';
  path: string;
  body: object;
  /** The answer is not known where nobody heard of it; then a new secret is not known either. */
  after(before: Secrets, answer?: { id?: string; text: string }): Secrets;
  /** How many events it leaves in the log. */
  events(before: Secrets): number;
}

interface Writer {
  clientId: string;
  known: Secrets;
  open?: Step | undefined;
}

/** Kills under rotations, promotions and tokens, and finds every acknowledged secret in the state that was acknowledged. */
export async function surviveSecrets(crashes: SecretCrashes): Promise<void> {
  const counts = { acknowledged: 0, open: 0, done: 0, tokens: 0 };
  const events = new Map<string, number>();
  const first = () => crashes.servers()[0] ?? fail('there is no server');
  const made = await Promise.all(Array.from({ length: writers }, (_, n) => newClient(first(), n === 0)));
  const before = await secretEvents(crashes.db);
  for (let round = 0; round < crashes.rounds; round += 1) {
    const state = { over: false };
    const writing = made.map(async (writer, n) => {
      const { servers } = crashes;
      const server = () => servers()[n % servers().length] ?? fail('there is no server');
      const token = await managementToken(server());
      while (!state.over && token !== undefined)
        if (!(await step(writer, { server, token, counts, events }))) return;
    });
    const enough = counts.acknowledged + randomInt(10, 40);
    await expect.poll(() => counts.acknowledged, { timeout: 30_000, interval: 1 }).toBeGreaterThan(enough);
    await crashes.crash(round);
    state.over = true;
    await Promise.all(writing);
    await crashes.recover(round);
    let undecided = 0;
    for (const writer of made) {
      undecided += writer.open ? 1 : 0;
      if (await settle(first(), writer, events)) counts.done += 1;
    }
    counts.open += undecided;
    const stored = await secretEvents(crashes.db);
    for (const [requestId, count] of before)
      expect([requestId, stored.get(requestId)]).toEqual([requestId, count]);
    for (const [requestId, count] of events)
      expect([requestId, stored.get(requestId)]).toEqual([requestId, count]);
    // What is left belongs to requests that were done and not heard of.
    const unheard = [...stored.keys()].filter((id) => !events.has(id) && !before.has(id));
    expect(unheard.length).toBeLessThanOrEqual(undecided);
    for (const id of unheard) before.set(id, stored.get(id) ?? 0);
  }
  process.stdout.write(
    `${crashes.title} ${crashes.rounds} times: ${counts.acknowledged} changes of secrets acknowledged, each secret as acknowledged, ${counts.open} without an answer (${counts.done} done); ${counts.tokens} tokens\n`,
  );
}

interface Stepping {
  server: () => SpawnedServer;
  token: string;
  counts: { acknowledged: number; tokens: number };
  events: Map<string, number>;
}

/** Changes or uses the secrets of a client; false where nobody answers any more. */
async function step(writer: Writer, { server, token, counts, events }: Stepping): Promise<boolean> {
  if (randomInt(3) === 0) {
    const status = await statusOf(server(), writer.clientId, any(writer.known.working));
    if (status === undefined || status >= 500) return false;
    expect(status).toBe(200);
    counts.tokens += 1;
    return true;
  }
  const change = any(steps(writer));
  writer.open = change;
  const answer = await ask(server(), change.path, {
    method: change.method,
    headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' },
    body: JSON.stringify(change.body),
  });
  const text = await answer?.text().catch(noAnswer);
  if (!answer || text === undefined || answer.status >= 500) return false;
  expect([change, answer.status, answer.ok || text]).toEqual([change, answer.status, true]);
  const { id, secret, client_secret } = text === '' ? {} : JSON.parse(text);
  events.set(answer.headers.get('x-request-id') ?? '', change.events(writer.known));
  writer.known = change.after(writer.known, { id, text: secret ?? client_secret });
  writer.open = undefined;
  counts.acknowledged += 1;
  return true;
}

/** The changes that are possible now; their number stays below the most that a client can have. */
function steps({ clientId, known: { working, staged } }: Writer): Step[] {
  const client = `/clients/${clientId}`;
  const alone = (text: string, { working: ended, ...known }: Secrets): Secrets => ({
    ...known,
    working: [text],
    ended: [...known.ended, ...ended],
  });
  const beside = (text: string, known: Secrets): Secrets => ({ ...known, working: [...known.working, text] });
  const rotate = (seconds: number): Step => ({
    method: 'POST',
    path: `${client}/rotate-secret`,
    body: { previous_secret_expires_in: seconds },
    after: (known, { text } = { text: unknown }) => (seconds > 0 ? beside : alone)(text, known),
    events: () => 1,
  });
  const stage: Step = {
    method: 'POST',
    path: `${client}/secrets`,
    body: { name: 'next' },
    after: (known, answer) =>
      answer?.id === undefined
        ? known
        : { ...known, staged: new Map([...known.staged, [answer.id, answer.text]]) },
    events: () => 1,
  };
  const promote = (id: string, text: string, seconds: number): Step => ({
    method: 'PATCH',
    path: `${client}/secrets/${id}`,
    body: { state: 'primary', previous_secret_expires_in: seconds },
    after: (known) => (seconds > 0 ? beside : alone)(text, without(known, id)),
    // The promoted one, and those that retire or end because of it.
    events: (known) => 1 + (seconds > 0 ? 1 : known.working.length),
  });
  const end = (id: string, text: string): Step => ({
    method: 'DELETE',
    path: `${client}/secrets/${id}`,
    body: {},
    after: (known) => ({ ...without(known, id), ended: [...known.ended, text] }),
    events: () => 1,
  });
  const possible = [rotate(0)];
  if (working.length + staged.size < 5) possible.push(rotate(overlap), rotate(overlap), stage, stage);
  for (const [id, text] of staged)
    possible.push(promote(id, text, overlap), promote(id, text, 0), end(id, text));
  return possible;
}

/** A secret that was made and that nobody heard of. */
const unknown = '';

function without(known: Secrets, id: string): Secrets {
  return { ...known, staged: new Map([...known.staged].filter(([other]) => other !== id)) };
}

/** Compares what works with what was acknowledged; what was open must be done wholly or not at all. True where it was done. */
async function settle(server: SpawnedServer, writer: Writer, events: Map<string, number>): Promise<boolean> {
  const { known, open, clientId } = writer;
  const after = open?.after(known);
  const texts = [...new Set([...known.working, ...known.ended.slice(-12), ...known.staged.values()])];
  const works = new Map<string, boolean>();
  for (const text of texts) works.set(text, (await statusOf(server, clientId, text)) === 200);
  const seen = texts.filter((text) => works.get(text)).sort();
  const of = ({ working }: Secrets) => working.filter((text) => text !== unknown).sort();
  const token = (await managementToken(server)) ?? fail('the server does not answer');
  const headers = { authorization: `Bearer ${token}` };
  const read = async (path: string) =>
    (await (await ask(server, path, { headers }))?.json()) ?? fail('the server does not answer');
  const { client_secret } = await read(`/clients/${clientId}`);
  const { secrets } = await read(`/clients/${clientId}/secrets`);
  const primary = secrets.filter(({ state }: { state: string }) => state === 'primary');
  expect([primary.length, secrets.length <= 6]).toEqual([1, true]);
  const isDone = after !== undefined && hasBeenDone({ known, after, secrets, client_secret });
  expect(seen).toEqual(of(isDone ? after : known));
  writer.open = undefined;
  writer.known = isDone
    ? { ...after, working: after.working.map((text) => (text === unknown ? client_secret : text)) }
    : known;
  // Nobody knows the text of a staged one that nobody heard of.
  for (const { id, state } of secrets)
    if (state === 'staged' && !writer.known.staged.has(id)) {
      const ended = await ask(server, `/clients/${clientId}/secrets/${id}`, { method: 'DELETE', headers });
      events.set(ended?.headers.get('x-request-id') ?? '', 1);
    }
  return isDone;
}

interface Found {
  known: Secrets;
  after: Secrets;
  secrets: { id: string; state: string }[];
  client_secret: string;
}

/** Whether a change that nobody heard of was done, by what the client shows. */
function hasBeenDone({ known, after, secrets, client_secret }: Found): boolean {
  const staged = secrets.filter(({ state }) => state === 'staged').map(({ id }) => id);
  if (after.working !== known.working)
    return client_secret === after.working.at(-1) || !known.working.includes(client_secret);
  return staged.length !== known.staged.size;
}

/** How many events of changes of secrets each request left. */
async function secretEvents(open: () => Promise<Database>): Promise<Map<string, number>> {
  const db = await open();
  const rows = await db
    .selectFrom('log_events')
    .select(['id', 'request_id', 'document'])
    .where('type', '=', 'sapi')
    .execute();
  await db.destroy();
  const counts = new Map<string, number>();
  for (const { id, request_id, document } of rows) {
    const { object, action } = JSON.parse(document);
    if (object !== 'client_secret' && !(object === 'client' && action === 'update')) continue;
    const key = request_id ?? id;
    counts.set(key, (counts.get(key) ?? 0) + 1);
  }
  return counts;
}

async function newClient(server: SpawnedServer, withApi: boolean): Promise<Writer> {
  const token = (await managementToken(server)) ?? fail('the server does not answer');
  const post = async (path: string, body: object) => {
    const headers = { authorization: `Bearer ${token}`, 'content-type': 'application/json' };
    const answer = await ask(server, path, { method: 'POST', headers, body: JSON.stringify(body) });
    return answer?.json();
  };
  if (withApi) await post('/resource-servers', { identifier: audience });
  const { client_id, client_secret } = await post('/clients', { name: 'Rotated' });
  const api = async () => (await post('/client-grants', { client_id, audience, scope: [] })).id;
  // The API is made at the same time, by the first of them.
  await expect.poll(api).toMatch(/^cgr_/);
  return { clientId: client_id, known: { working: [client_secret], ended: [], staged: new Map() } };
}

async function managementToken({
  clientId,
  clientSecret,
  ...server
}: SpawnedServer): Promise<string | undefined> {
  const answer = await requestToken(server, { clientId, secret: clientSecret, audience: `${issuer}api/v2/` });
  return (await answer?.json().catch(noAnswer))?.access_token;
}

async function statusOf(
  server: SpawnedServer,
  clientId: string,
  secret: string,
): Promise<number | undefined> {
  return (await requestToken(server, { clientId, secret, audience }))?.status;
}

function requestToken(
  { httpUrl }: Pick<SpawnedServer, 'httpUrl'>,
  of: { clientId: string; secret: string; audience: string },
): Promise<Response | undefined> {
  const body = new URLSearchParams({
    grant_type: 'client_credentials',
    client_id: of.clientId,
    client_secret: of.secret,
    audience: of.audience,
  });
  return fetch(`${httpUrl}/oauth/token`, { method: 'POST', body }).catch(noAnswer);
}

function ask({ httpUrl }: SpawnedServer, path: string, init: RequestInit): Promise<Response | undefined> {
  return fetch(`${httpUrl}/api/v2${path}`, init).catch(noAnswer);
}

/** What fetch fails with once nobody answers or an answer breaks off. */
function noAnswer(error: unknown): undefined {
  if (!(error instanceof TypeError)) throw error;
}

function any<T>(list: readonly T[]): T {
  return list[randomInt(list.length)] ?? fail('there is nothing to choose from');
}

function fail(why: string): never {
  throw new Error(why);
}
