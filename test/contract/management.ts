import { readFileSync } from 'node:fs';
import type { IncomingHttpHeaders } from 'node:http';
import { request } from 'node:https';

/** How a server is reached over https, as its first administrator. */
export interface Reached {
  /** Host and port. */
  domain: string;
  caFile: string;
  clientId: string;
  clientSecret: string;
}

export type Json = Record<string, unknown>;

/** What a server answered. */
export interface Answer {
  status: number;
  headers: IncomingHttpHeaders;
  body: Json;
}

/** Looks past a tool at what a server really holds, and changes it behind the tool's back. */
export class Management {
  private constructor(
    private readonly server: Reached,
    private readonly token: string,
  ) {}

  static async of(server: Reached): Promise<Management> {
    const { clientId, clientSecret, domain } = server;
    const audience = `https://${domain}/api/v2/`;
    const asked = { client_id: clientId, client_secret: clientSecret, audience };
    const { body } = await askForToken(server, asked);
    return new Management(server, String(body.access_token));
  }

  get<T = Json>(path: string): Promise<T> {
    return this.call('GET', path) as Promise<T>;
  }

  post<T = Json>(path: string, body: unknown): Promise<T> {
    return this.call('POST', path, body) as Promise<T>;
  }

  patch(path: string, body: unknown): Promise<Json> {
    return this.call('PATCH', path, body);
  }

  delete(path: string): Promise<Json> {
    return this.call('DELETE', path);
  }

  async statusOf(path: string): Promise<number> {
    return (await this.ask('GET', path)).status;
  }

  private async call(method: string, path: string, body?: unknown): Promise<Json> {
    const answer = await this.ask(method, path, body);
    if (answer.status >= 300) throw new Error(`${method} ${path}: ${JSON.stringify(answer.body)}`);
    return answer.body;
  }

  private ask(method: string, path: string, body?: unknown): Promise<Answer> {
    return ask(this.server, { method, path: `/api/v2/${path}`, body, authorization: `Bearer ${this.token}` });
  }
}

/** Asks for a token by client credentials. */
export function askForToken(server: Reached, parameters: Json): Promise<Answer> {
  const body = { grant_type: 'client_credentials', ...parameters };
  return ask(server, { method: 'POST', path: '/oauth/token', body });
}

interface Asked {
  method: string;
  path: string;
  body?: unknown;
  authorization?: string;
}

/** Sends a request, and answers what came back. */
export function ask(server: Reached, { method, path, body, authorization }: Asked): Promise<Answer> {
  const headers = {
    ...(body !== undefined && { 'content-type': 'application/json' }),
    ...(authorization !== undefined && { authorization }),
  };
  return new Promise((resolve, reject) => {
    const sent = request(
      `https://${server.domain}${path}`,
      { method, headers, ca: readFileSync(server.caFile), agent: false },
      (answer) => {
        let text = '';
        answer.setEncoding('utf8');
        answer.on('data', (chunk: string) => {
          text += chunk;
        });
        answer.on('end', () =>
          resolve({
            status: answer.statusCode ?? 0,
            headers: answer.headers,
            body: (text === '' ? {} : JSON.parse(text)) as Json,
          }),
        );
      },
    );
    sent.on('error', reject);
    sent.end(body === undefined ? undefined : JSON.stringify(body));
  });
}
