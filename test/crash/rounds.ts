import { randomInt } from 'node:crypto';
import { expect } from 'vitest';
import type { Database } from '../../packages/server/src/storage/database/tables.js';
import { createOracle } from './oracle.js';
import { readStored } from './stored.js';
import { audiences, type Target, write } from './writer.js';

const writers = 8;
/** Starting a server takes a second, and many times that where the machine is busy. */
export const longestRound = 60_000;

/** How often something is killed: `CLIENTELE_CRASH_ROUNDS` times, or often enough to notice what is badly broken. */
export function roundsOf(which: 'server' | 'replica' | 'database', short: number): number {
  const given = process.env.CLIENTELE_CRASH_ROUNDS?.split('/');
  return Number(given?.[['server', 'replica', 'database'].indexOf(which)] ?? short);
}

export interface Crashes {
  /** What is killed, for those who read figures. */
  title: string;
  rounds: number;
  db: () => Promise<Database>;
  /** The servers; the writers are spread over them. */
  targets: () => Target[];
  /** Kills under load, and answers once no more can be done of what was under way. */
  crash(round: number): Promise<void>;
  /** Makes everything run again. */
  recover(round: number): Promise<void>;
}

/** Kills again and again under writers, and compares after each time what is stored with what was acknowledged. */
export async function survive(crashes: Crashes): Promise<void> {
  const first = () => crashes.targets()[0] ?? fail();
  const read = async () => {
    const db = await crashes.db();
    try {
      return await readStored(db, first());
    } finally {
      await db.destroy();
    }
  };
  const shared = await setUp(first());
  const oracle = createOracle(await read());
  const { counts } = oracle;
  for (let round = 0; round < crashes.rounds; round += 1) {
    const state = { over: false };
    const { targets } = crashes;
    const writing = Array.from({ length: writers }, (_, n) => {
      const target = () => targets()[n % targets().length] ?? fail();
      return write({ name: `writer-${n}`, oracle, target, shared }, state);
    });
    const enough = counts.acknowledged + randomInt(10, 50);
    const busy = expect.poll(() => counts.acknowledged, { timeout: 30_000 }).toBeGreaterThan(enough);
    await Promise.race([busy, Promise.all(writing).then(() => fail('all writers ended before the crash'))]);
    await crashes.crash(round);
    state.over = true;
    await Promise.all(writing);
    await crashes.recover(round);
    const stored = await read();
    oracle.settle(stored);
    expect(stored.faults).toEqual([]);
    expect(sorted(stored.rows)).toEqual(sorted(oracle.rows));
    expect(stored.events.map(({ requestId, what }) => `${requestId} ${what}`).sort()).toEqual(
      [...oracle.events].map(([requestId, what]) => `${requestId} ${what}`).sort(),
    );
  }
  const open = `${counts.done + counts.notDone} without an answer (${counts.done} done, ${counts.notDone} not done)`;
  process.stdout.write(
    `${crashes.title} ${crashes.rounds} times: ${counts.acknowledged} changes acknowledged and all there with one log event each, ${open}, 0 half-done; ${counts.tokens} tokens; ${counts.refused} refusals\n`,
  );
}

/** Makes the APIs that tokens are for, and the client that all writers change. */
async function setUp(target: Target): Promise<string> {
  const make = async (path: string, body: object) => {
    const request = { method: 'POST', path, body } as const;
    const made = await target.send({ action: 'create', kind: 'client', request }, fail);
    return made?.id ?? fail();
  };
  const scopes = Array.from({ length: 10 }, (_, n) => ({ value: `s${n}` }));
  for (const identifier of audiences) await make('/resource-servers', { identifier, scopes });
  return make('/clients', { name: 'shared' });
}

function sorted(rows: ReadonlyMap<string, object>): [string, object][] {
  return [...rows].sort(([a], [b]) => (a < b ? -1 : 1));
}

function fail(...why: unknown[]): never {
  throw new Error(why.join(' ') || 'the server does not answer');
}
