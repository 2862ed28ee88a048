import type { RequestListener } from 'node:http';
import type { ConnectionState } from './admission.js';
import { type BoundPort, bindPort, PortsInUse } from './binding.js';
import { createTraffic, type Traffic, type TrafficOptions } from './traffic.js';

/** The open ports of an instance. */
export interface Listeners {
  http?: { port: number };
  https?: { port: number };
  /** The addresses that are really listened on. */
  addresses: string[];
  /** Gives new connections over https another certificate. */
  useCertificate(tls: { key: string; cert: string }): void;
  /** Hands every request to a handler, also those that came before it. */
  serve(handler: RequestListener): void;
  /** How many connections there are and were refused. */
  readonly connections: Readonly<ConnectionState>;
  /** Accepts nothing more, finishes the requests in flight and resolves when every connection is closed. */
  drain(): Promise<void>;
}

/** Where to listen: `port` 0 is any free one, and a protocol without a port is not served. */
export interface ListenerOptions extends TrafficOptions {
  host: string[];
  httpPort?: number | undefined;
  httpsPort?: number | undefined;
  tls?: { key: string; cert: string } | undefined;
}

/** Opens every port on every address, or none and says why (docs/architecture.md, "Starting"). */
export async function openListeners(options: ListenerOptions): Promise<Listeners> {
  const traffic = createTraffic(options);
  try {
    const [http, https] = await openBoth(options, traffic);
    return {
      ...(http && { http: { port: http.port } }),
      ...(https && { https: { port: https.port } }),
      addresses: [...new Set([...(http?.addresses ?? []), ...(https?.addresses ?? [])])],
      serve: traffic.serve,
      useCertificate: traffic.useCertificate,
      connections: traffic.state,
      drain: traffic.drain,
    };
  } catch (error) {
    await traffic.drain();
    throw error;
  }
}

/** Where both ports are taken, whoever chooses others should know at once. */
async function openBoth(
  options: ListenerOptions,
  traffic: Traffic,
): Promise<[BoundPort | undefined, BoundPort | undefined]> {
  const [http, https] = await Promise.allSettled([
    open('http', options, traffic),
    open('https', options, traffic),
  ]);
  const problems = [http, https].flatMap((result) => (result.status === 'rejected' ? [result.reason] : []));
  const taken = problems.flatMap((problem) => (problem instanceof PortsInUse ? problem.taken : []));
  if (taken.length === 2) throw new PortsInUse(...taken);
  if (http.status === 'rejected') throw http.reason;
  if (https.status === 'rejected') throw https.reason;
  return [http.value, https.value];
}

async function open(
  protocol: 'http' | 'https',
  options: ListenerOptions,
  traffic: Traffic,
): Promise<BoundPort | undefined> {
  const port = protocol === 'http' ? options.httpPort : options.httpsPort;
  if (port === undefined) return undefined;
  const tls = protocol === 'https' ? options.tls : undefined;
  if (protocol === 'https' && tls === undefined) throw new Error('https needs a certificate');
  return bindPort({ protocol, host: options.host, port, createServer: () => traffic.createServer(tls) });
}
