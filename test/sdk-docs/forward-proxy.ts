import { createServer } from 'node:http';
import { type AddressInfo, connect } from 'node:net';

/** A proxy as companies have it between them and the world: it opens tunnels. RFC 9110 section 9.3.6 */
export interface ForwardProxy {
  url: string;
  /** How many tunnels were asked for. */
  tunnels(): number;
  close(): Promise<void>;
}

/** Starts one that leads to any address. */
export async function startForwardProxy(): Promise<ForwardProxy> {
  let tunnels = 0;
  const proxy = createServer().on('connect', ({ url = '' }, asking, head) => {
    tunnels += 1;
    const { hostname, port } = new URL(`http://${url}`);
    const asked = connect(Number(port), hostname, () => {
      asking.write('HTTP/1.1 200 Connection established\r\n\r\n');
      asked.write(head);
      asked.pipe(asking).pipe(asked);
    });
    asked.on('error', () => asking.destroy());
    asking.on('error', () => asked.destroy());
  });
  await new Promise<void>((listening) => proxy.listen(0, '127.0.0.1', listening));
  return {
    url: `http://127.0.0.1:${(proxy.address() as AddressInfo).port}`,
    tunnels: () => tunnels,
    close: () => new Promise((closed) => proxy.close(() => closed())),
  };
}
