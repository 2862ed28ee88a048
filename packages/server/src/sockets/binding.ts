import { isIPv4 } from 'node:net';
import { OperatorError } from '../errors/operator-error.js';
import { systemErrorCode } from '../instance/system-error.js';
import type { WebServer } from './web-server.js';

/** One port, opened on each address. */
export interface BoundPort {
  port: number;
  addresses: string[];
}

/** What to open: `port` 0 is any free port, the same one on all addresses. */
export interface BindOptions {
  protocol: 'http' | 'https';
  host: string[];
  port: number;
  createServer: () => WebServer;
}

const settingOf = {
  http: 'CLIENTELE_HTTP_PORT or --http-port',
  https: 'CLIENTELE_HTTPS_PORT or --https-port',
} as const;

/** Ports that other programs have. */
export class PortsInUse extends OperatorError {
  readonly taken: readonly Pick<BindOptions, 'protocol' | 'port'>[];
  /** How other ports are chosen. */
  readonly remedy: string;

  constructor(...taken: Pick<BindOptions, 'protocol' | 'port'>[]) {
    const ports = taken.map(({ protocol, port }) => `${protocol} port ${port}`).join(' and ');
    const ways = taken.map(({ protocol }) => settingOf[protocol]).join(', and ');
    const one = taken.length === 1;
    const remedy = `choose ${one ? 'another' : 'others'} with ${ways} (0 is any free one)`;
    super(`${ports} ${one ? 'is in use by another program' : 'are in use by other programs'}: ${remedy}`);
    this.taken = taken;
    this.remedy = remedy;
  }
}

const attemptsForAnyPort = 10;

/** Opens a port on every address of a list, or on none (listen(2)). */
export async function bindPort(options: BindOptions): Promise<BoundPort> {
  for (let attempt = 1; ; attempt += 1) {
    try {
      return await bindOnce(options);
    } catch (error) {
      // The free port of the first address may be taken on the second: then another one is tried.
      const another =
        options.port === 0 && attempt < attemptsForAnyPort && systemErrorCode(error) === 'EADDRINUSE';
      if (!another) throw refusal(error, options);
    }
  }
}

async function bindOnce({ host, port, createServer }: BindOptions): Promise<BoundPort> {
  const opened: { address: string; server: WebServer }[] = [];
  let failure: Error | undefined;
  try {
    for (const address of host) {
      const server = createServer();
      const samePort = opened[0] === undefined ? port : portOf(opened[0].server);
      // With IPv4 addresses beside it, `::` leaves IPv4 to them.
      failure = await listen(server, { host: address, port: samePort, ipv6Only: host.some(isIPv4) });
      if (failure === undefined) opened.push({ address, server });
      else if (!isMissingIPv6(address, failure)) throw failure;
    }
    if (opened[0] === undefined) throw failure ?? new Error('there is no address to listen on');
    return { port: portOf(opened[0].server), addresses: opened.map(({ address }) => address) };
  } catch (error) {
    for (const { server } of opened) server.close();
    throw error;
  }
}

function listen(
  server: WebServer,
  address: { host: string; port: number; ipv6Only: boolean },
): Promise<Error | undefined> {
  return new Promise((resolve) => {
    server.once('error', resolve);
    server.listen(address, () => {
      server.off('error', resolve);
      resolve(undefined);
    });
  });
}

function portOf(server: WebServer): number {
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('a listening server has a port');
  return address.port;
}

// Containers often have no IPv6 at all; that is no reason not to start.
function isMissingIPv6(address: string, error: unknown): boolean {
  const code = systemErrorCode(error);
  return code === 'EAFNOSUPPORT' || (code === 'EADDRNOTAVAIL' && address === '::1');
}

function refusal(error: unknown, { protocol, port, host }: BindOptions): unknown {
  switch (systemErrorCode(error)) {
    case 'EADDRINUSE':
      return new PortsInUse({ protocol, port });
    case 'EACCES':
      return new OperatorError(
        `${protocol} port ${port} needs privileges that this user lacks: choose one above 1023 with ${settingOf[protocol]}`,
      );
    case 'EADDRNOTAVAIL':
    case 'EAFNOSUPPORT':
      return new OperatorError(
        `${host.join(', ')} is not an address of this machine: choose one with CLIENTELE_HOST or --host`,
      );
    default:
      return error;
  }
}
