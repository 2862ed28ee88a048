import { randomUUID } from 'node:crypto';
import { sql } from 'kysely';
import pg from 'pg';
import type { Database } from '../database/tables.js';
import { UnavailableError } from '../port/errors.js';
import { localNews, type News, type NewsItem } from '../port/news.js';
import { translated } from './errors.js';

/** How far this server's clock is ahead of the database's, in milliseconds, give or take what the question took. */
export interface ClockOffset {
  ahead: number;
  uncertainty: number;
}

/** What is known of the connection on which news arrives. */
export interface NotificationState {
  arriving: boolean;
  /** Milliseconds since the database was last known to have sent all news that there was; infinite before the first time. */
  age: number;
  /** As measured last. */
  clock: ClockOffset | undefined;
}

/** News of the changes of all servers on one database. */
export interface PostgresNotifications extends News {
  state(): NotificationState;
  /** Settles when news arrives for the first time, or after so many milliseconds. */
  arrived(milliseconds: number): Promise<boolean>;
  close(): Promise<void>;
}

/** What listening needs from outside. */
export interface NotificationOptions {
  url: string;
  /** The pool on which everything else happens. */
  db: Database;
  /** Milliseconds since the epoch. */
  now: () => number;
  /** After so many milliseconds without a sign of life, nothing that is remembered is believed. */
  bound?: number;
  /** Hears that news arrives no more and why, and that it does again. */
  tell?: (change: { arriving: true } | { arriving: false; reason: string }) => void;
  /** Hears what the clocks differ by, as often as that is measured. */
  measured?: (clock: ClockOffset) => void;
}

const channel = 'clientele';
const defaultBound = 1000;
/** Signs of life in the time of one bound. */
const pingsInBound = 4;
/** A connection that was silent for so many bounds is given up for a new one. */
const patience = 3;
const connectionTimeout = 5000;
const shortestRest = 100;
const longestRest = 5000;

/**
 * Listens for changes on a connection of its own, which asks for a sign of life again and again: what is remembered is
 * believed for one bound after the last question that was answered was asked, since the answer comes after all earlier
 * news. Without a connection nothing is believed, and with a new one everything is forgotten first. docs/decisions/0055
 */
export function listenForChanges(options: NotificationOptions): PostgresNotifications {
  const { bound = defaultBound, tell = () => {}, measured = () => {} } = options;
  const local = localNews();
  const forgetEverything = () => local.announce({ tenant: undefined, what: 'everything' });
  const waiting = new Set<() => void>();
  let believedUntil = Number.NEGATIVE_INFINITY;
  let clock: ClockOffset | undefined;
  let arriving = false;
  let failure: string | undefined;
  let closed = false;
  let end = () => {};

  function lost(error: unknown): void {
    believedUntil = Number.NEGATIVE_INFINITY;
    forgetEverything();
    const reason = reasonOf(error);
    if (!closed && (arriving || reason !== failure)) tell({ arriving: false, reason });
    failure = reason;
    arriving = false;
  }

  function alive(askedAt: number): void {
    believedUntil = askedAt + bound;
    if (arriving) return;
    arriving = true;
    for (const settle of waiting) settle();
    if (failure !== undefined) tell({ arriving: true });
    failure = undefined;
  }

  async function listen(): Promise<void> {
    const connection = await openConnection(options, (item) => local.announce(item));
    end = connection.end;
    if (closed) return connection.end();
    forgetEverything();
    await connection.askForSignsOfLife({
      every: bound / pingsInBound,
      giveUpAfter: bound * patience,
      alive(askedAt, offset) {
        clock = offset;
        alive(askedAt);
        measured(offset);
      },
    });
  }

  async function listenForever(): Promise<void> {
    for (let rest = shortestRest; !closed; rest = Math.min(longestRest, rest * 2)) {
      try {
        await listen();
      } catch (error) {
        if (arriving) rest = shortestRest;
        lost(error);
      }
      if (!closed) await pause(rest * (0.5 + Math.random() / 2), (cut) => (end = cut));
    }
  }

  const running = listenForever();
  return {
    ...local,
    isArriving: () => performance.now() < believedUntil,
    bound,
    state: () => ({
      arriving: performance.now() < believedUntil,
      age: performance.now() - (believedUntil - bound),
      clock,
    }),
    arrived: (milliseconds) =>
      new Promise((resolve) => {
        if (arriving) return resolve(true);
        const timer = setTimeout(() => resolve(false), milliseconds);
        waiting.add(() => {
          clearTimeout(timer);
          resolve(true);
        });
      }),
    close() {
      closed = true;
      end();
      return running;
    },
  };
}

function reasonOf(error: unknown): string {
  const known = error instanceof UnavailableError ? error : translated(error);
  return known instanceof Error ? known.message : String(known);
}

/** Waits, unless it is cut short; nobody is kept from ending by it. */
function pause(milliseconds: number, giveCut: (cut: () => void) => void): Promise<void> {
  return new Promise((resolve) => {
    const timer = setTimeout(resolve, milliseconds).unref();
    giveCut(() => {
      clearTimeout(timer);
      resolve();
    });
  });
}

interface Connection {
  /** Asks until the connection is lost or ended, and rejects then. */
  askForSignsOfLife(options: SignsOfLife): Promise<never>;
  end(): void;
}

interface SignsOfLife {
  every: number;
  giveUpAfter: number;
  alive(askedAt: number, clock: ClockOffset): void;
}

/** Connects, listens, and makes sure that news arrives where nobody asks for anything. */
async function openConnection(
  { url, db, now }: NotificationOptions,
  hear: (item: NewsItem) => void,
): Promise<Connection> {
  const client = new pg.Client({
    connectionString: url,
    application_name: 'clientele notifications',
    connectionTimeoutMillis: connectionTimeout,
    query_timeout: connectionTimeout,
    keepAlive: true,
  });
  const broken = new Promise<never>((_, reject) => {
    client.once('error', reject);
    client.once('end', () => reject(new UnavailableError('the connection for notifications was closed')));
  });
  broken.catch(() => {});
  let ended = false;
  const end = () => {
    ended = true;
    client.end().catch(() => {});
  };
  const proof = randomUUID();
  const proven = new Promise<void>((resolve) => {
    client.on('notification', ({ payload = '' }) => (payload === proof ? resolve() : hear(parsed(payload))));
  });
  try {
    await client.connect();
    await client.query(`listen ${channel}`);
    await sql`select pg_notify(${channel}, ${proof})`.execute(db);
    await within(connectionTimeout, Promise.race([proven, broken]));
  } catch (error) {
    end();
    throw error;
  }
  return {
    end,
    askForSignsOfLife: ({ alive, ...options }) => {
      const stillAlive: SignsOfLife['alive'] = (...life) => {
        if (!ended) alive(...life);
      };
      return Promise.race([broken, ask(client, now, { ...options, alive: stillAlive })]).finally(end);
    },
  };
}

/** Through a pooler that gives each transaction another connection, listening succeeds and nothing is ever heard. */
function within(milliseconds: number, heard: Promise<void>): Promise<void> {
  let timer: NodeJS.Timeout | undefined;
  const silence = new Promise<void>((_, reject) => {
    const error = new UnavailableError(
      'nothing is heard of LISTEN: a pooler in between must keep sessions (pool_mode=session)',
    );
    timer = setTimeout(() => reject(error), milliseconds);
  });
  return Promise.race([heard, silence]).finally(() => clearTimeout(timer));
}

/** Asks for the database's time, one question after the other. */
async function ask(client: pg.Client, now: () => number, options: SignsOfLife): Promise<never> {
  for (;;) {
    const askedAt = performance.now();
    const question = client.query<{ time: number }>(
      'select (extract(epoch from clock_timestamp()) * 1000)::float8 as time',
    );
    const { rows } = await answered(question, options.giveUpAfter);
    const answeredAt = performance.now();
    const uncertainty = (answeredAt - askedAt) / 2;
    options.alive(askedAt, { ahead: now() - (rows[0]?.time ?? 0) - uncertainty, uncertainty });
    await pause(Math.max(0, askedAt + options.every - answeredAt), () => {});
  }
}

async function answered<Answer>(question: Promise<Answer>, giveUpAfter: number): Promise<Answer> {
  let timer: NodeJS.Timeout | undefined;
  const silence = new Promise<never>((_, reject) => {
    const error = new UnavailableError('the database is silent on the connection for notifications');
    timer = setTimeout(() => reject(error), giveUpAfter);
  });
  question.catch(() => {});
  return Promise.race([question, silence]).finally(() => clearTimeout(timer));
}

/** News that is not understood, such as a later version's, may concern anything. */
function parsed(payload: string): NewsItem {
  const everything: NewsItem = { tenant: undefined, what: 'everything' };
  try {
    const { tenant, what, clientId } = JSON.parse(payload) as Record<string, unknown>;
    if (typeof tenant !== 'string') return everything;
    if (what === 'client' && typeof clientId === 'string') return { tenant, what, clientId };
    if (what === 'resource servers' || what === 'signing keys') return { tenant, what };
    return { tenant, what: 'everything' };
  } catch {
    return everything;
  }
}
