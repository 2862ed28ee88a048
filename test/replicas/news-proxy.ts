import { once } from 'node:events';
import { type AddressInfo, connect, createServer, type Socket } from 'node:net';

/** A way to a database on which the connection that listens can fall silent without being closed. */
export interface NewsProxy {
  /** The database's url by this way. */
  url: string;
  /** From now on nothing passes on the connections that listen, while all seem to be open; new ones work. */
  fallSilent(): void;
  /** Settles when a connection that listens was made after the last silence. */
  replaced(): Promise<void>;
  close(): Promise<void>;
}

/** PostgreSQL connections say who they are in their first message. */
const listens = (first: Buffer) => first.includes('clientele monitor');

/** Forwards connections to a PostgreSQL server. */
export async function startNewsProxy(databaseUrl: string): Promise<NewsProxy> {
  const target = new URL(databaseUrl);
  const sockets = new Set<Socket>();
  const listening = new Set<Socket>();
  const silenced = new Set<Socket>();
  let replace = () => {};
  let replaced = Promise.resolve();
  const server = createServer((client) => {
    const upstream = connect(Number(target.port), target.hostname);
    client.once('data', (first: Buffer) => {
      if (!listens(first)) return;
      listening.add(client);
      replace();
    });
    for (const [socket, other] of [
      [client, upstream],
      [upstream, client],
    ] as const) {
      sockets.add(socket);
      socket.on('data', (bytes: Buffer) => {
        if (!silenced.has(client)) other.write(bytes);
      });
      socket.on('error', () => {});
      socket.on('close', () => {
        sockets.delete(socket);
        listening.delete(socket);
        if (!silenced.has(client)) other.destroy();
      });
    }
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const url = new URL(databaseUrl);
  url.port = String((server.address() as AddressInfo).port);
  return {
    url: url.href,
    fallSilent() {
      for (const client of listening) silenced.add(client);
      replaced = new Promise((resolve) => {
        replace = resolve;
      });
    },
    replaced: () => replaced,
    async close() {
      for (const socket of sockets) socket.destroy();
      server.close();
      await once(server, 'close');
    },
  };
}
