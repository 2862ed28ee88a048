import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { expect, onTestFinished } from 'vitest';

/** One request as it came over the wire. */
export interface Recorded {
  method: string;
  url: string;
  headers: IncomingMessage['headers'];
  body: string;
}

/** What to answer: a JSON value, or a status with headers and a raw body. */
export interface Reply {
  status?: number;
  headers?: Record<string, string>;
  json?: unknown;
  text?: string;
}

type Handler = (request: Recorded, response: ServerResponse) => Reply | undefined;

/** Starts a server for one test: it records each request and answers as the handler says; undefined: it has answered. */
export async function recordingServer(handler: Handler = () => ({ json: {} })) {
  const requests: Recorded[] = [];
  const server = createServer(async (incoming, response) => {
    const request = { ...wire(incoming), body: await textOf(incoming) };
    requests.push(request);
    const reply = handler(request, response);
    if (reply) send(response, reply);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  onTestFinished(() => {
    server.closeAllConnections();
    server.close();
  });
  const origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  return { origin, requests, lines: () => requests.map(({ method, url }) => `${method} ${url}`) };
}

/** A message that says this, and then what it is about: status, method and path, as far as they are known. */
export function about(text: string): unknown {
  return expect.stringMatching(
    new RegExp(`^${text.replaceAll(/[.*+?^${}()|[\]\\]/g, '\\$&')} \\([A-Z0-9].*\\)$`),
  );
}

/** The error that a promise rejects with. */
export async function rejection(promise: Promise<unknown>): Promise<unknown> {
  return promise.then(
    () => {
      throw new Error('It should have been refused, but was not');
    },
    (error: unknown) => error,
  );
}

function wire({ method = '', url = '', headers }: IncomingMessage) {
  return { method, url, headers };
}

async function textOf(incoming: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  for await (const chunk of incoming) chunks.push(chunk);
  return Buffer.concat(chunks).toString();
}

function send(response: ServerResponse, { status = 200, headers = {}, json, text }: Reply): void {
  const body = text ?? (json === undefined ? '' : JSON.stringify(json));
  response.writeHead(status, { 'content-type': 'application/json', ...headers });
  response.end(body);
}
