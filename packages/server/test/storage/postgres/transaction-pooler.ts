import { once } from 'node:events';
import { type AddressInfo, connect, createServer, type Socket } from 'node:net';

/** A way to a database that delivers notifications as a pooler in transaction mode may. */
export interface TransactionPooler {
  url: string;
  /** How many notifications came through. */
  delivered(): number;
  close(): Promise<void>;
}

/** PostgreSQL, "Message Formats": a byte for the type, and four for the length of the rest including themselves. */
const notification = 'A'.charCodeAt(0);
const readyForQuery = 'Z'.charCodeAt(0);

/** Forwards connections to a PostgreSQL server; notifications wait until something is asked. */
export async function startTransactionPooler(databaseUrl: string): Promise<TransactionPooler> {
  const target = new URL(databaseUrl);
  const sockets = new Set<Socket>();
  let delivered = 0;
  const server = createServer((client) => {
    const upstream = connect(Number(target.port), target.hostname);
    const held: Buffer[] = [];
    const messages = splitter((message) => {
      if (message[0] === notification) held.push(message);
      else {
        if (message[0] === readyForQuery) {
          delivered += held.length;
          for (const late of held.splice(0)) client.write(late);
        }
        client.write(message);
      }
    });
    client.on('data', (bytes) => upstream.write(bytes));
    upstream.on('data', messages);
    for (const [socket, other] of [
      [client, upstream],
      [upstream, client],
    ] as const) {
      sockets.add(socket);
      socket.on('error', () => {});
      socket.on('close', () => other.destroy());
    }
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const url = new URL(databaseUrl);
  url.port = String((server.address() as AddressInfo).port);
  return {
    url: url.href,
    delivered: () => delivered,
    async close() {
      for (const socket of sockets) socket.destroy();
      server.close();
      await once(server, 'close');
    },
  };
}

/** Cuts what a server sends into its messages. */
function splitter(take: (message: Buffer) => void): (bytes: Buffer) => void {
  let rest = Buffer.alloc(0);
  return (bytes) => {
    rest = Buffer.concat([rest, bytes]);
    while (rest.length >= 5 && rest.length >= 1 + rest.readUInt32BE(1)) {
      const end = 1 + rest.readUInt32BE(1);
      take(rest.subarray(0, end));
      rest = rest.subarray(end);
    }
  };
}
