import { createServer as createHttpServer, get as httpGet } from 'node:http';
import { get as httpsGet } from 'node:https';
import { isIPv4 } from 'node:net';
import { bindPort } from '../../sockets/binding.js';
import type { WebServer } from '../../sockets/web-server.js';
import { type Finding, ok } from './finding.js';

/** A port that a server would open. */
export interface PortCheck {
  protocol: 'http' | 'https';
  port: number;
  host: string[];
}

/**
 * Whether a port is answered by a healthy server, or free to be opened (docs/architecture.md, "Starting").
 * @throws OperatorError for a port that another program uses, or that is not open to this user.
 */
export async function checkPort({ protocol, port, host }: PortCheck): Promise<Finding[]> {
  const check = `${protocol} port`;
  if (port === 0) return [ok(check, 'any free one')];
  const [address = '127.0.0.1'] = host;
  if (await isHealthy(protocol, { host: reachable(address), port }))
    return [ok(check, `${port} is in use by a healthy server`)];
  const opened: WebServer[] = [];
  const createServer = () => {
    const server = createHttpServer((_, response) => response.end());
    opened.push(server);
    return server;
  };
  try {
    await bindPort({ protocol, host, port, createServer });
  } finally {
    await Promise.all(opened.map((server) => new Promise((resolve) => server.close(resolve))));
  }
  return [ok(check, `${port} is free`)];
}

/** An address that stands for all of them is reached by the loopback one. */
function reachable(address: string): string {
  if (address === '0.0.0.0') return '127.0.0.1';
  return address === '::' ? '::1' : address;
}

const patience = 2000;

function isHealthy(
  protocol: 'http' | 'https',
  { host, port }: { host: string; port: number },
): Promise<boolean> {
  // Whether its certificate fits is another check's question.
  const target = { host, port, path: '/health', timeout: patience, family: isIPv4(host) ? 4 : 6 };
  return new Promise((resolve) => {
    const request =
      protocol === 'http'
        ? httpGet(target, ({ statusCode }) => resolve(statusCode === 200))
        : httpsGet({ ...target, rejectUnauthorized: false }, ({ statusCode }) => resolve(statusCode === 200));
    request.on('timeout', () => request.destroy());
    request.on('error', () => resolve(false));
    request.on('response', (response) => response.destroy());
  });
}
