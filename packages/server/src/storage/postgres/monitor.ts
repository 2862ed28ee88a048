import { UndoneError } from '../port/errors.js';
import { readOnly, unreachable } from './errors.js';
import { type Answer, type MonitorConnection, openMonitorConnection } from './monitor-connection.js';
import { missingRight } from './rights.js';

/** Milliseconds from one question to the next, and after a failure until the next attempt. */
const interval = 250;
/** Milliseconds after which it is asked again whether the user still has its rights. */
const rightsInterval = 2000;
/** The longest that nothing is asked. */
const longestPause = 500;

/** Called with what a monitor sees. */
export interface MonitorListener {
  /** The database can be used; by now everything has arrived that was sent on this connection before the question. */
  answered?(answer: Answer, connection: MonitorConnection): void;
  /** The connection is gone. That says nothing about the next one, which is tried at once. */
  lost?(error: unknown): void;
  /** The database cannot be used. */
  failed?(cause: UndoneError): void;
  /** A notification arrived; `idle` where nothing was asked at that time. */
  notified?(payload: string, idle: boolean): void;
}

/** Polls a PostgreSQL database over one connection beside the pool. */
export interface Monitor {
  subscribe(listener: MonitorListener): void;
  /** Asks at once; while the database fails, it is asked often enough. */
  ask(): void;
  /** Asks the next question a little later than usual, so that the connection is idle until then. */
  holdBack(): void;
  end(): Promise<void>;
}

/** Starts to look at a database; during an outage over a new connection each time. docs/decisions/0055, 0060 */
export function startMonitor(url: string, setting?: string): Monitor {
  const listeners: MonitorListener[] = [];
  const pause = interruptiblePause();
  let failing = false;
  let heldBack = false;
  let ended = false;
  const ask = () => {
    if (!failing) pause.interrupt();
  };
  const kept = keptConnection(url, { listeners, broke: ask, setting });

  /** Returns for how many milliseconds there is nothing to do. */
  async function look(): Promise<number> {
    const wasOpen = kept.isOpen();
    try {
      const { answer, connection } = await kept.ask();
      failing = false;
      for (const listener of listeners) listener.answered?.(answer, connection);
      return Math.max(0, answer.askedAt + interval - answer.answeredAt);
    } catch (error) {
      kept.drop(error);
      if (wasOpen && !(error instanceof UndoneError)) return look();
      failing = true;
      const cause = unreachable(error, setting);
      for (const listener of listeners) listener.failed?.(cause);
      return interval;
    }
  }

  async function watch(): Promise<void> {
    while (!ended) {
      heldBack = false;
      const rest = await look();
      if (!ended) await pause.wait(heldBack ? longestPause : rest);
    }
    kept.close();
  }

  const watching = watch();
  return {
    subscribe: (listener) => void listeners.push(listener),
    ask,
    holdBack() {
      heldBack = true;
    },
    async end() {
      ended = true;
      pause.interrupt();
      await watching;
    },
  };
}

/** Keeps a connection for as long as it is good; `broke` is called when it is lost while nothing is asked. */
function keptConnection(
  url: string,
  {
    listeners,
    broke,
    setting,
  }: { listeners: readonly MonitorListener[]; broke: () => void; setting: string | undefined },
) {
  let connection: MonitorConnection | undefined;
  let rightsAskedAt = 0;

  function drop(error: unknown): void {
    if (!connection) return;
    connection.close();
    connection = undefined;
    for (const listener of listeners) listener.lost?.(error);
  }

  async function connect(): Promise<MonitorConnection> {
    const made = await openMonitorConnection(url, {
      notified(payload) {
        for (const listener of listeners) listener.notified?.(payload, made.isIdle());
      },
      lost(error) {
        drop(error);
        broke();
      },
    });
    connection = made;
    rightsAskedAt = 0;
    return made;
  }

  async function checkRights(current: MonitorConnection): Promise<void> {
    if (rightsAskedAt > 0 && performance.now() - rightsAskedAt < rightsInterval) return;
    rightsAskedAt = performance.now();
    const missing = missingRight(await current.rights());
    if (missing !== undefined) throw new UndoneError(missing);
  }

  return {
    isOpen: () => connection !== undefined,
    drop,
    close: () => connection?.close(),
    async ask(): Promise<{ answer: Answer; connection: MonitorConnection }> {
      const current = connection ?? (await connect());
      const answer = await current.ask();
      // A primary that became a standby: a new connection may lead to the new primary.
      if (answer.readOnly) throw readOnly(setting);
      await checkRights(current);
      return { answer, connection: current };
    },
  };
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
