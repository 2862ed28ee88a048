import { createServer as createHttpServer, get as httpGet } from 'node:http';
import { get as httpsGet } from 'node:https';
import { isIPv4 } from 'node:net';
import { json } from 'node:stream/consumers';
import { bindPort, PortsInUse } from '../../sockets/binding.js';
import type { WebServer } from '../../sockets/web-server.js';
import { type Finding, fail, ok } from './finding.js';

/** A port that a server would open. */
export interface PortCheck {
  protocol: 'http' | 'https';
  port: number;
  host: string[];
  /** Who serves from this registry: a server with these ports, none, or any number of servers. */
  running: { ports: { http?: number | undefined; https?: number | undefined } } | 'none' | 'unknown';
}

/**
 * Whether a port is free to be opened, or held by a server of this very registry (docs/architecture.md, "Starting").
 * @throws OperatorError for a port that another program uses, or that is not open to this user.
 */
export async function checkPort({ protocol, port, host, running }: PortCheck): Promise<Finding[]> {
  const check = `${protocol} port`;
  if (port === 0) return [ok(check, 'any free one')];
  if (typeof running === 'object' && running.ports[protocol] === port)
    return [ok(check, `${port} is held by the running server of this data folder`)];
  try {
    await bindAndRelease({ protocol, port, host });
    return [ok(check, `${port} is free`)];
  } catch (error) {
    if (!(error instanceof PortsInUse) || !(await isClientele(protocol, { host, port }))) throw error;
    if (running === 'unknown') return [ok(check, `${port} is held by a running server of Clientele`)];
    return [
      fail(
        check,
        `${port} is held by a server of Clientele with another data folder: stop that one, or ${error.remedy}`,
      ),
    ];
  }
}

async function bindAndRelease(address: Pick<PortCheck, 'protocol' | 'port' | 'host'>): Promise<void> {
  const opened: WebServer[] = [];
  const createServer = () => {
    const server = createHttpServer((_, response) => response.end());
    opened.push(server);
    return server;
  };
  try {
    await bindPort({ ...address, createServer });
  } finally {
    await Promise.all(opened.map((server) => new Promise((resolve) => server.close(resolve))));
  }
}

const patience = 2000;

/** Whether what answers there answers as /health does, whatever it says of itself. */
async function isClientele(
  protocol: 'http' | 'https',
  { host: [address = '127.0.0.1'], port }: { host: string[]; port: number },
): Promise<boolean> {
  const host = reachable(address);
  const target = { host, port, path: '/health', timeout: patience, family: isIPv4(host) ? 4 : 6 };
  return new Promise((resolve) => {
    // Whether its certificate fits is another check's question.
    const request =
      protocol === 'http' ? httpGet(target) : httpsGet({ ...target, rejectUnauthorized: false });
    request.on('timeout', () => request.destroy());
    request.on('error', () => resolve(false));
    request.on('response', (response) => {
      json(response).then(
        (body) => resolve(typeof body === 'object' && body !== null && 'checks' in body),
        () => resolve(false),
      );
    });
  });
}

/** An address that stands for all of them is reached by the loopback one. */
function reachable(address: string): string {
  if (address === '0.0.0.0') return '127.0.0.1';
  return address === '::' ? '::1' : address;
}
