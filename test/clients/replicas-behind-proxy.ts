import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { request } from 'node:http';
import { createServer, type Server } from 'node:https';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { type Launched, launch, type SpawnedServer } from '../contract/running-server.js';
import { emptyDatabase } from '../postgres/empty-database.js';
import { surroundings } from '../replicas/replica.js';
import type { Address } from './tool.js';

/** Servers that clients know by one address. */
export interface Replicas extends Address {
  remove(): Promise<void>;
}

/**
 * Two servers on one PostgreSQL database, behind a proxy that ends TLS with the certificate of a development server and
 * hands each request to the other of the two. They show secrets once and refuse escalation, as in production, which
 * does not start with an issuer on this machine.
 */
export async function replicasBehindProxy(development: SpawnedServer): Promise<Replicas> {
  const shared = surroundings();
  const ports: number[] = [];
  const proxy = await startProxy(development.dataFolder, ports);
  const domain = `localhost:${(proxy.address() as AddressInfo).port}`;
  const issuer = `https://${domain}/`;
  const settings = {
    CLIENTELE_DATABASE_URL: await emptyDatabase(),
    CLIENTELE_ISSUER: issuer,
    CLIENTELE_KEY_FILE: shared.keyFile,
    CLIENTELE_HTTP_PORT: '0',
    CLIENTELE_HTTPS_PORT: '0',
    CLIENTELE_CLIENT_SECRETS: 'once',
    CLIENTELE_ESCALATION: 'refuse',
    CLIENTELE_BOOTSTRAP_CLIENT_ID: shared.adminId,
    CLIENTELE_BOOTSTRAP_CLIENT_SECRET: shared.adminSecret,
  };
  const servers: Launched[] = [];
  for (const name of ['first', 'second']) {
    const server = await launch([], {
      env: { ...settings, CLIENTELE_DATA: join(shared.folder, name) },
      until: /http:\/\/127\.0\.0\.1:\d+\n/,
    });
    ports.push(Number(/http:\/\/127\.0\.0\.1:(\d+)/.exec(server.output())?.[1]));
    servers.push(server);
  }
  return {
    domain,
    issuer,
    caFile: development.caFile,
    clientId: shared.adminId,
    clientSecret: shared.adminSecret,
    secrets: 'once',
    servers: servers.length,
    async remove() {
      proxy.closeAllConnections();
      proxy.close();
      for (const server of servers) await server.stop();
      shared.remove();
    },
  };
}

/** Ends TLS, and takes the ports in turn. */
async function startProxy(certificates: string, ports: number[]): Promise<Server> {
  let requests = 0;
  const proxy = createServer(
    {
      cert: readFileSync(join(certificates, 'leaf.pem')),
      key: readFileSync(join(certificates, 'leaf.key')),
    },
    (incoming, answer) => {
      requests += 1;
      const outgoing = request(
        {
          host: '127.0.0.1',
          port: ports[requests % ports.length],
          method: incoming.method,
          path: incoming.url,
          headers: incoming.headers,
        },
        (answered) => {
          answer.writeHead(answered.statusCode ?? 502, answered.rawHeaders);
          answered.pipe(answer);
        },
      );
      outgoing.on('error', () => answer.destroy());
      incoming.pipe(outgoing);
    },
  );
  proxy.listen(0, 'localhost');
  await once(proxy, 'listening');
  return proxy;
}
