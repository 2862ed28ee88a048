import { execFile, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { promisify } from 'node:util';
import { describe, expect, it, onTestFinished } from 'vitest';
import { type BannerFacts, banner } from '../../src/lifecycle/banner.js';
import { temporaryFolder } from '../instance/temporary-folder.js';

const secret = `top-secret$HOME "and" 'more'`;
const facts: BannerFacts = {
  issuer: 'https://localhost:4643/',
  audience: 'https://localhost:4643/api/v2/',
  dataFolder: '/srv/data',
  databaseUrl: undefined,
  urls: { http: ['http://127.0.0.1:4600'], https: ['https://localhost:4643'] },
  hostnames: [],
  ca: { pem: 'CERTIFICATE\n', file: '/srv/data/ca.pem' },
  bootstrap: { clientId: 'admin', secret, secretFile: '/srv/data/bootstrap-client-secret', state: 'usable' },
  seed: undefined,
  terminal: false,
  exposed: false,
  firstRun: false,
};

const linesOf = (changes: Partial<BannerFacts>) => banner({ ...facts, ...changes }).split('\n');
const commandsOf = (changes: Partial<BannerFacts>) =>
  linesOf(changes).filter((line) => /^(TOKEN|curl)/.test(line));

describe('the banner of development', () => {
  it('tells addresses, data folder, bootstrap client, CA and two commands', () => {
    expect(banner(facts)).toBe(`Clientele is running in development mode.

  issuer            https://localhost:4643/
  http              http://127.0.0.1:4600
  https             https://localhost:4643
  docs              http://127.0.0.1:4600/docs
  data folder       /srv/data
  bootstrap client  admin, secret in /srv/data/bootstrap-client-secret

To make a Node program trust the https address, start it with:
NODE_EXTRA_CA_CERTS=/srv/data/ca.pem

Get a Management token, then list the clients:
TOKEN=$(curl -sS http://127.0.0.1:4600/oauth/token -d grant_type=client_credentials -d client_id=admin --data-urlencode "client_secret=$(cat /srv/data/bootstrap-client-secret)" --data-urlencode audience=https://localhost:4643/api/v2/ | node -pe 'JSON.parse(require("fs").readFileSync(0)).access_token'); echo "$TOKEN"
curl -sS http://127.0.0.1:4600/api/v2/clients -H "Authorization: Bearer $TOKEN"
`);
  });

  it('shows the secret on a terminal and nowhere else', () => {
    expect(linesOf({ terminal: true })).toContain(`  bootstrap client  admin, secret ${secret}`);
    expect(banner(facts)).not.toContain('top-secret');
    const inMemory = { bootstrap: { clientId: 'admin', secret, state: 'usable', chosen: true } as const };
    expect(banner({ ...facts, ...inMemory })).not.toContain('top-secret');
    expect(banner({ ...facts, ...inMemory })).toContain('"client_secret=$CLIENTELE_BOOTSTRAP_CLIENT_SECRET"');
  });

  it('says how to choose a secret that nobody has seen, and offers no command for it', () => {
    const changes = { bootstrap: { clientId: 'admin', secret, state: 'usable' } as const };
    expect(linesOf(changes)).toContain(
      '  bootstrap client  admin; its secret is shown on a terminal only: choose one with CLIENTELE_BOOTSTRAP_CLIENT_SECRET',
    );
    expect(commandsOf(changes)).toEqual([]);
    expect(commandsOf({ ...changes, terminal: true })).toHaveLength(2);
  });

  it.each([
    ['disabled', 'admin is disabled'],
    ['deleted', 'admin was deleted and is not created again'],
    ['secret unknown', 'admin; its secret was changed and is not known here'],
  ] as const)('offers no commands that cannot work: %s', (state, description) => {
    const changes = { bootstrap: { clientId: 'admin', state }, terminal: true };
    expect(linesOf(changes)).toContain(`  bootstrap client  ${description}`);
    expect(commandsOf(changes)).toEqual([]);
  });

  it('tells where the database is, without its password, and of a folder only where there is one', () => {
    const databaseUrl = 'postgres://clientele:top-secret@db.internal:5433/registry?sslmode=verify-full';
    const lines = linesOf({ databaseUrl, dataFolder: undefined });
    expect(lines.join('\n')).toMatch(/^ {2}database +PostgreSQL, db\.internal:5433\/registry$/m);
    expect(lines.join('\n')).not.toMatch(/data folder|in memory|top-secret/);
    expect(linesOf({ databaseUrl }).join('\n')).toMatch(/data folder +\/srv\/data/);
  });

  it('warns where it can be reached from elsewhere and where nothing is kept', () => {
    expect(linesOf({ exposed: true })).toContain(
      'Warning: CLIENTELE_ALLOW_EXPOSED_DEVELOPMENT is on: this development server can be reached from other machines.',
    );
    const inMemory = { dataFolder: undefined, ca: { pem: 'CERTIFICATE\n', file: undefined } };
    expect(linesOf(inMemory)).toContain('  data folder       none, everything is in memory');
    expect(linesOf(inMemory)).toContain(
      'Warning: everything is in memory and is lost when this server stops.',
    );
    expect(banner({ ...facts, ...inMemory })).not.toContain('NODE_EXTRA_CA_CERTS');
    expect(banner({ ...facts, ...inMemory })).toContain(
      '--ca-file <file> writes it to a file):\nCERTIFICATE\n',
    );
    expect(banner(facts)).not.toContain('Warning');
  });

  it('leads to the console, by a link only where nobody else reads the output', () => {
    const page = 'http://127.0.0.1:4600/console/';
    const url = 'http://127.0.0.1:4600/console/sign-in#link=code';
    const row = (link?: { url: string } | { file: string }) =>
      linesOf({ console: { page, link } }).find((line) => line.startsWith('  console'));
    expect(row({ url })).toBe(`  console           ${url} (signs in once)`);
    expect(row({ file: '/srv/data/console-sign-in-link' })).toBe(
      `  console           ${page}, link that signs in once in /srv/data/console-sign-in-link`,
    );
    expect(row()).toBe(`  console           ${page}`);
    expect(linesOf({}).join()).not.toContain('console');
  });

  it('tells the host names that it answers to', () => {
    expect(linesOf({ hostnames: ['clientele', 'id.test'] })).toContain(
      '  by name           https://clientele:4643, https://id.test:4643',
    );
  });

  it('tells what became of the seed file', () => {
    const applied = { resource_servers: 1, clients: 2, client_grants: 3, connections: 0 };
    expect(linesOf({ seed: { file: '/srv/seed.yaml', applied } })).toContain(
      '  seed file         /srv/seed.yaml, applied: 1 resource_servers, 2 clients, 3 client_grants, 0 connections',
    );
    expect(linesOf({ seed: { file: '/srv/seed.yaml', ignored: 'applied before' } })).toContain(
      '  seed file         /srv/seed.yaml, ignored: it was applied at an earlier start',
    );
    expect(linesOf({ seed: { file: '/srv/seed.yaml', ignored: 'not empty' } })).toContain(
      '  seed file         /srv/seed.yaml, ignored: the database was not empty',
    );
  });

  it('says when it made a new data folder', () => {
    expect(linesOf({ firstRun: true })).toContain('  data folder       /srv/data (new)');
  });
});

const shells = ['sh', 'bash', 'zsh'].filter(
  (shell) => spawnSync(shell, ['-c', 'curl --version']).status === 0,
);
if (shells.length === 0) console.log('not run: the pasted commands, for want of a shell with curl');

describe.runIf(shells.length > 0)('the pasted commands', () => {
  it.each(shells.flatMap((shell) => [[shell, true] as const, [shell, false] as const]))(
    'work as they stand in %s, with a terminal: %s',
    async (shell, terminal) => {
      const folder = join(temporaryFolder(), "it's a $(folder)");
      mkdirSync(folder);
      const secretFile = join(folder, 'secret');
      writeFileSync(secretFile, `${secret}\n`);
      const { httpUrl, seen } = await registry();
      const bootstrap = { clientId: 'admin', secret, secretFile, state: 'usable' } as const;
      const commands = commandsOf({ urls: { http: [httpUrl], https: [] }, bootstrap, terminal });
      expect(commands).toHaveLength(2);
      const { stdout } = await promisify(execFile)(shell, ['-c', commands.join('\n')]);
      expect(stdout).toBe('the.token.itself\n[]');
      expect(seen).toEqual([
        `POST /oauth/token grant_type=client_credentials client_id=admin client_secret=${secret} audience=${facts.audience}`,
        'GET /api/v2/clients Bearer the.token.itself',
      ]);
    },
  );
});

/** Stands in for the server: what counts here is what the shell sends. */
async function registry(): Promise<{ httpUrl: string; seen: string[] }> {
  const seen: string[] = [];
  const server = createServer(async (request, response) => {
    const form = [...new URLSearchParams(await text(request))].map((pair) => pair.join('='));
    const sent = request.headers.authorization ?? form.join(' ');
    seen.push(`${request.method} ${request.url} ${sent}`);
    response.end(request.method === 'POST' ? '{"access_token":"the.token.itself"}' : '[]');
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  onTestFinished(() => {
    server.close();
  });
  return { httpUrl: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, seen };
}
