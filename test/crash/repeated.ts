import { randomInt } from 'node:crypto';
import { expect } from 'vitest';
import type { Database } from '../../packages/server/src/storage/database/tables.js';
import type { Answer, Change } from './change.js';
import type { Target } from './writer.js';

const writers = 8;

export interface Repetitions {
  /** What is killed, for those who read figures. */
  title: string;
  rounds: number;
  db: () => Promise<Database>;
  /** The servers; the writers are spread over them. */
  targets: () => Target[];
  crash(round: number): Promise<void>;
  /** Answers a server that requests can be repeated at. */
  recover(round: number): Promise<Target>;
  /** Makes everything run again. */
  complete?(round: number): Promise<void>;
}

interface Sent {
  change: Change;
  answer: Answer | undefined;
}

/** Kills under requests with keys, repeats all of them, and finds each done once, with the answer that was given first. */
export async function repeatAfterCrashes(crashes: Repetitions): Promise<void> {
  const counts = { answered: 0, open: 0, done: 0 };
  const names: string[] = [];
  for (let round = 0; round < crashes.rounds; round += 1) {
    const state = { over: false };
    const sent: Sent[] = [];
    const writing = Array.from({ length: writers }, async (_, n) => {
      for (let at = 0; !state.over; at += 1) {
        const { targets } = crashes;
        const change = creation(`round-${round}-writer-${n}-${at}`);
        const answer = await targets()[n % targets().length]?.send(change, fail);
        sent.push({ change, answer });
        if (!answer) return;
      }
    });
    const enough = randomInt(20, 60);
    await expect.poll(() => sent.length, { timeout: 30_000, interval: 1 }).toBeGreaterThan(enough);
    await crashes.crash(round);
    state.over = true;
    await Promise.all(writing);
    const target = await crashes.recover(round);
    const db = await crashes.db();
    const before = await clientsIn(db);
    const others = (await madeIn(db)).filter((id) => !before.has(id));
    for (const { change, answer } of sent) {
      const again = await Promise.all([1, 2].map(() => target.send(change, fail)));
      for (const repeated of again)
        expect(repeated).toMatchObject(
          answer ? { id: answer.id, secret: answer.secret } : { id: again[0]?.id, secret: again[0]?.secret },
        );
      counts[answer ? 'answered' : 'open'] += 1;
      if (!answer && before.has(again[0]?.id ?? '')) counts.done += 1;
      names.push(String(change.mark));
    }
    const clients = await clientsIn(db);
    expect([...clients.values()].sort()).toEqual(names.toSorted());
    expect((await madeIn(db)).sort()).toEqual([...others, ...clients.keys()].sort());
    await db.destroy();
    await crashes.complete?.(round);
  }
  process.stdout.write(
    `${crashes.title} ${crashes.rounds} times: ${names.length} requests repeated and each done once, ${counts.open} of them without a first answer (${counts.done} had been done)\n`,
  );
}

function creation(name: string): Change {
  const request = { method: 'POST', path: '/clients', body: { name }, key: name } as const;
  return { action: 'create', kind: 'client', mark: name, request };
}

/** The clients that requests with keys made, by id. */
async function clientsIn(db: Database): Promise<Map<string, string>> {
  const rows = await db.selectFrom('clients').select(['client_id', 'document']).execute();
  const named = rows.map(
    ({ client_id, document }) => [client_id, String(JSON.parse(document).name)] as const,
  );
  return new Map(named.filter(([, name]) => name.startsWith('round-')));
}

/** The clients that log events say were made, once for each event. */
async function madeIn(db: Database): Promise<string[]> {
  const rows = await db.selectFrom('log_events').select('document').where('type', '=', 'sapi').execute();
  const events = rows.map(({ document }) => JSON.parse(document));
  return events.flatMap(({ action, object, id }) => (action === 'create' && object === 'client' ? [id] : []));
}

function fail(...why: unknown[]): never {
  throw new Error(why.join(' ') || 'the server does not answer');
}
