import type pg from 'pg';
import type { Watch } from '../database/outage.js';
import { unreachable } from './errors.js';

/** A connection in use that can be given up from outside. */
interface InUse {
  cut(): void;
}

/** The connections of a pool as an outage leaves them. */
export interface Connections<Connection extends InUse> {
  /**
   * Takes a free connection, or a new one where there is room; during an outage nobody waits for one.
   * @throws UndoneError
   */
  take(): Promise<pg.PoolClient>;
  /** Those that are cut when an outage lasts: no answer will come on them. */
  readonly inUse: Set<Connection>;
}

/** Hands out connections, none of which an outage has outlived: the other side may have forgotten them. docs/decisions/0060 */
export function connectionsOf<Connection extends InUse>(
  pool: pg.Pool,
  { watch, setting }: { watch?: Watch | undefined; setting?: string | undefined },
): Connections<Connection> {
  const inUse = new Set<Connection>();
  const waiting = new Set<(outage: unknown) => void>();
  const outageOf = new WeakMap<pg.PoolClient, number>();
  let outages = 0;
  pool.on('connect', (client) => outageOf.set(client, outages));
  watch?.subscribe({
    began(cause) {
      outages += 1;
      for (const giveUp of waiting) giveUp(cause);
    },
    lasts() {
      for (const connection of inUse) connection.cut();
    },
  });

  async function connect(): Promise<pg.PoolClient> {
    for (;;) {
      const client = await pool.connect();
      if (outageOf.get(client) === outages) return client;
      client.release(true);
    }
  }

  function take(): Promise<pg.PoolClient> {
    return new Promise((resolve, reject) => {
      const outage = watch?.outage();
      if (outage) {
        reject(outage);
        return;
      }
      let late = false;
      const giveUp = (cause: unknown) => {
        late = true;
        reject(cause);
      };
      waiting.add(giveUp);
      connect()
        .then(
          (client) => (late ? client.release() : resolve(client)),
          (error: unknown) => {
            watch?.look();
            reject(unreachable(error, setting));
          },
        )
        .finally(() => waiting.delete(giveUp));
    });
  }

  return { take, inUse };
}
