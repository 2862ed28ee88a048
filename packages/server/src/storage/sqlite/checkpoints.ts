import type Connection from 'libsql/promise';

/** Milliseconds after a write until the write-ahead log is copied into the database file. */
const delay = 1000;

/** Copies the write-ahead log into the database file off the main thread. */
export interface Checkpoints {
  /** Something was written. */
  due(): void;
  /** Waits for what is under way, and begins nothing more. */
  end(): Promise<void>;
}

/**
 * Makes checkpoints by a connection of their own in a thread of libsql, since on the main thread each of them, writing
 * pages all over a large file, would delay every request. It blocks neither readers nor writers.
 * docs/decisions/0064, https://sqlite.org/wal.html#application_initiated_checkpoints
 */
export function checkpointsOf(file: string): Checkpoints {
  if (file === ':memory:') return { due: () => undefined, end: async () => undefined };
  let connection: Connection | undefined;
  let timer: NodeJS.Timeout | undefined;
  let running = Promise.resolve();

  async function run(): Promise<void> {
    try {
      connection ??= await connect(file);
      // What is copied from the log is on the disk before the log begins anew.
      await connection.exec('pragma synchronous = FULL; pragma wal_checkpoint(passive)');
    } catch {
      // A full disk has no room for it; everything is in the log still, and the next one copies it.
    }
  }

  return {
    due() {
      timer ??= setTimeout(() => {
        timer = undefined;
        running = running.then(run);
      }, delay).unref();
    },
    async end() {
      clearTimeout(timer);
      await running;
      connection?.close();
    },
  };
}

/** Loaded once it is needed, which is after the start. */
async function connect(file: string): Promise<Connection> {
  const { default: Libsql } = await import('libsql/promise');
  return new Libsql(file, {});
}
