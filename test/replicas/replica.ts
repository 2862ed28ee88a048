import { randomBytes } from 'node:crypto';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Launched, launch } from '../contract/running-server.js';

export const issuer = 'https://localhost:8443/';
export const managementAudience = `${issuer}api/v2/`;

/** One server program of several on one database. */
export interface Replica extends Launched {
  url: string;
  /** Sends a form to the token endpoint. */
  token(parameters: Record<string, string>): Promise<Response>;
  /** Asks the Management API as the first administrator. */
  manage(method: string, path: string, body?: object): Promise<Response>;
  /** A figure of `/metrics`. */
  figure(name: string): Promise<number>;
}

/** What all replicas of a test share besides the database. */
export interface Surroundings {
  folder: string;
  keyFile: string;
  adminId: string;
  adminSecret: string;
  remove(): void;
}

/** A folder with an instance key. */
export function surroundings(): Surroundings {
  const folder = mkdtempSync(join(tmpdir(), 'clientele-replicas-'));
  const keyFile = join(folder, 'shared.key');
  writeFileSync(keyFile, randomBytes(32).toString('base64'), { mode: 0o600 });
  return {
    folder,
    keyFile,
    adminId: 'first-administrator',
    adminSecret: randomBytes(24).toString('hex'),
    remove: () => rmSync(folder, { recursive: true, force: true }),
  };
}

/** Flags and environment of a replica in development mode. */
export function settingsOf(shared: Surroundings, databaseUrl: string) {
  return {
    flags: [
      ...['--data', mkdtempSync(join(shared.folder, 'data-'))],
      ...['--http-port', '0', '--https-port', '0', '--issuer', issuer, '--key-file', shared.keyFile],
      ...['--database', databaseUrl, '--failed-authentication-limit', '0', '--rate-limit', '0'],
      ...['--bootstrap-client-id', shared.adminId, '--log-level', 'warn'],
    ],
    env: { CLIENTELE_BOOTSTRAP_CLIENT_SECRET: shared.adminSecret },
  };
}

/** Starts a replica and waits until it greets. */
export async function startReplica(shared: Surroundings, databaseUrl: string): Promise<Replica> {
  const { flags, env } = settingsOf(shared, databaseUrl);
  const launched = await launch(flags, { env, until: /api\/v2\/clients.*\n/ });
  const url = /(http:\/\/127\.0\.0\.1:\d+)/.exec(launched.output())?.[1] ?? '';
  const token: Replica['token'] = (parameters) =>
    fetch(`${url}/oauth/token`, {
      method: 'POST',
      body: new URLSearchParams({ grant_type: 'client_credentials', ...parameters }),
    });
  let bearer: Promise<string> | undefined;
  async function adminToken(): Promise<string> {
    const answer = await token({
      client_id: shared.adminId,
      client_secret: shared.adminSecret,
      audience: managementAudience,
    });
    return `Bearer ${((await answer.json()) as { access_token: string }).access_token}`;
  }
  return {
    ...launched,
    url,
    token,
    async manage(method, path, body) {
      bearer ??= adminToken();
      return fetch(`${url}/api/v2${path}`, {
        method,
        headers: { authorization: await bearer, ...(body && { 'content-type': 'application/json' }) },
        ...(body && { body: JSON.stringify(body) }),
      });
    },
    async figure(name) {
      const text = await (await fetch(`${url}/metrics`)).text();
      return Number(new RegExp(`^${name} (.*)$`, 'm').exec(text)?.[1]);
    },
  };
}
