import { once } from 'node:events';
import { type AddressInfo, connect, createServer, type Socket } from 'node:net';

/** A way to a database on which the connections for news can fall silent without being closed. */
export interface NewsProxy {
  /** The database's url by this way. */
  url: string;
  /** From now on nothing passes on connections for news, while all seem to be open. */
  fallSilent(): void;
  /** Connections that are made from now on work; settles when one for news has been made. */
  recover(): Promise<void>;
  close(): Promise<void>;
}

/** PostgreSQL connections say who they are in their first message. */
const isForNews = (first: Buffer) => first.includes('clientele notifications');

/** Forwards connections to a PostgreSQL server. */
export async function startNewsProxy(databaseUrl: string): Promise<NewsProxy> {
  const target = new URL(databaseUrl);
  const sockets = new Set<Socket>();
  const forNews = new Set<Socket>();
  let silent = false;
  let madeAgain = () => {};
  const server = createServer((client) => {
    const upstream = connect(Number(target.port), target.hostname);
    let swallowed = false;
    for (const [socket, other] of [
      [client, upstream],
      [upstream, client],
    ] as const) {
      sockets.add(socket);
      socket.on('data', (bytes: Buffer) => {
        if (socket === client && !forNews.has(client) && isForNews(bytes)) {
          forNews.add(client);
          if (!silent) madeAgain();
        }
        swallowed ||= silent && forNews.has(client);
        if (!swallowed) other.write(bytes);
      });
      socket.on('error', () => {});
      socket.on('close', () => {
        sockets.delete(socket);
        if (!swallowed) other.destroy();
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
      silent = true;
    },
    recover() {
      silent = false;
      return new Promise((resolve) => {
        madeAgain = resolve;
      });
    },
    async close() {
      for (const socket of sockets) socket.destroy();
      server.close();
      await once(server, 'close');
    },
  };
}
