import pg from 'pg';
import type { OutageListener, Watch } from '../database/outage.js';
import { UndoneError } from '../port/errors.js';
import { unreachable } from './errors.js';

/** How often the database is looked at, in milliseconds, while it answers and while it does not. */
const lookEvery = { answering: 500, out: 250 };
/** Whatever is asked on a connection of its own and takes longer than this, nobody answers. */
const silence = 750;
const connectionTimeout = 1000;

/** Looks at a PostgreSQL database over a connection of its own, again and again. docs/decisions/0060 */
export function watchPostgres(url: string): Watch {
  const listeners: OutageListener[] = [];
  const pause = interruptiblePause();
  /** During an outage it is looked at often enough. */
  const look = () => {
    if (!outage) pause.interrupt();
  };
  const sight = lookout(url, look);
  let outage: UndoneError | undefined;
  let ended = false;

  function note(found: UndoneError | undefined): void {
    const before = outage;
    outage = found;
    for (const listener of listeners) {
      if (found && !before) listener.began?.(found);
      else if (found) listener.lasts?.();
      else if (before) listener.ended?.();
    }
  }

  async function watch(): Promise<void> {
    while (!ended) {
      note(await sight.look());
      if (!ended) await pause.wait(outage ? lookEvery.out : lookEvery.answering);
    }
  }

  const watching = watch();
  return {
    outage: () => outage,
    look,
    subscribe: (listener) => void listeners.push(listener),
    async end() {
      ended = true;
      pause.interrupt();
      await watching;
      await sight.close();
    },
  };
}

/** Keeps one connection to look at the database with; `broke` is called when that is lost. */
function lookout(url: string, broke: () => void) {
  let client: pg.Client | undefined;

  async function connect(): Promise<pg.Client> {
    const made = new pg.Client({
      connectionString: url,
      application_name: 'clientele watch',
      connectionTimeoutMillis: connectionTimeout,
    });
    made.on('error', () => {
      if (client !== made) return;
      client = undefined;
      broke();
    });
    await made.connect();
    client = made;
    return made;
  }

  async function ask(): Promise<void> {
    const connection = client ?? (await connect());
    const { rows } = await unlessSilent(
      connection.query<{ read_only: boolean }>(
        `select pg_is_in_recovery() or current_setting('transaction_read_only')::boolean as read_only`,
      ),
    );
    if (rows[0]?.read_only === true)
      throw new UndoneError(
        'the database is read-only: name the primary in CLIENTELE_DATABASE_URL, not a standby',
      );
  }

  /** A database that became another one (a primary a standby) shows that to new connections too. */
  function drop(): void {
    // One that does not answer takes no farewell either, so nobody waits for it.
    void client?.end().catch(() => undefined);
    client = undefined;
  }

  async function look(): Promise<UndoneError | undefined> {
    const trusted = client;
    try {
      await ask();
      return undefined;
    } catch (error) {
      drop();
      // That a connection was cut says nothing about the next one.
      if (trusted !== undefined && !(error instanceof UndoneError)) return look();
      return unreachable(error);
    }
  }

  return { look, close: async () => drop() };
}

/** Gives up on an answer that takes too long; one that came while this process was busy counts as in time. */
function unlessSilent<Result>(answer: Promise<Result>): Promise<Result> {
  return new Promise((resolve, reject) => {
    const timer = setTimeout(() => {
      setImmediate(() => reject(new UndoneError(`the database does not answer within ${silence} ms`)));
    }, silence);
    answer.then(resolve, reject).finally(() => clearTimeout(timer));
  });
}

function interruptiblePause() {
  let over: (() => void) | undefined;
  let interrupted = false;
  return {
    /** Ends the pause, or the next one where there is none. */
    interrupt(): void {
      interrupted = true;
      over?.();
    },
    async wait(milliseconds: number): Promise<void> {
      if (!interrupted)
        await new Promise<void>((resolve) => {
          const timer = setTimeout(resolve, milliseconds).unref();
          over = () => {
            clearTimeout(timer);
            resolve();
          };
        });
      interrupted = false;
      over = undefined;
    },
  };
}
