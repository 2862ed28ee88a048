import { existsSync, mkdtempSync, readFileSync } from 'node:fs';
import { get } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { managementToken } from '../contract/management-token.js';
import { type SpawnedServer, spawnServer } from '../contract/running-server.js';
import { fillWithWorst } from './worst-content.js';

/** The documented memory of a server in MiB (docs/scaling.md). */
const documented = 512;
const given = (process.env.CLIENTELE_MEMORY ?? '1/8/12').split('/').map(Number);
const [rounds = 1, atOnce = 8, earlierClients = 12] = given;
const content = { clients: 48, earlierClients, apis: 36 };

/** What an answer was, without its content. */
interface Outcome {
  status: number | string | undefined;
  bytes: number;
}

describe.skipIf(!existsSync('/proc/self/status'))('a server with no more heap than is documented', () => {
  const options = {
    dataFolder: mkdtempSync(join(tmpdir(), 'clientele-memory-')),
    flags: ['--rate-limit', '0', '--failed-authentication-limit', '0'],
    env: { NODE_OPTIONS: `--max-old-space-size=${documented}` },
  };
  let server: SpawnedServer;
  let tokens: { all: string; summary: string };

  beforeAll(async () => {
    server = await spawnServer(options);
    const reader = await summaryReader(server);
    await server.stop();
    fillWithWorst(join(options.dataFolder, 'clientele.db'), content);
    server = await spawnServer(options);
    tokens = { all: await managementToken(server), summary: await managementToken({ ...server, ...reader }) };
  }, 120_000);
  afterAll(() => server.remove());

  const ask = (path: string, token = tokens.all) => outcomeOf(`${server.httpUrl}/api/v2${path}`, token);

  it('83: answers lists of the largest objects, many at once, within the documented memory', async () => {
    const memory: Record<string, number> = { before: memoryOf(server, 'VmRSS') };
    const paths = [
      '/clients?per_page=100',
      '/clients?per_page=50&include_totals=true',
      '/clients?take=100',
      '/clients?per_page=50&fields=callbacks',
      '/resource-servers?per_page=30',
      '/resource-servers?take=100',
    ];
    const outcomes: Outcome[] = [];
    for (let round = 0; round < rounds; round += 1) {
      const lists = Array.from({ length: atOnce }, (_, n) => ask(paths[n % paths.length] ?? ''));
      const single = Array.from({ length: content.earlierClients }, (_, n) => ask(`/clients/earlier-${n}`));
      const summaries = Array.from({ length: atOnce }, () => ask('/clients?per_page=100', tokens.summary));
      outcomes.push(...(await Promise.all([...lists, ...single])));
      for (const { status, bytes } of await Promise.all(summaries)) {
        expect(status).toBe(200);
        expect(bytes).toBeLessThan(100_000);
      }
    }
    memory.after = memoryOf(server, 'VmRSS');
    memory.peak = memoryOf(server, 'VmHWM');
    const statuses = outcomes.map(({ status }) => status);
    const counts = new Map(statuses.map((one) => [one, statuses.filter((other) => other === one).length]));
    console.log('RSS in MiB:', memory, 'answers by status:', counts);
    expect(server.process.exitCode).toBeNull();
    for (const { status } of outcomes) expect([200, 400, 503]).toContain(status);
    expect(outcomes.some(({ status }) => status === 200)).toBe(true);
    expect(memory.peak).toBeLessThan(documented);
    expect(await ask('/clients/a-largest-1')).toMatchObject({ status: 200 });
  }, 600_000);
});

/** A figure of a process in MiB (Linux, proc_pid_status(5)). */
function memoryOf({ process: { pid } }: SpawnedServer, name: 'VmRSS' | 'VmHWM'): number {
  const [, kibibytes] =
    new RegExp(`${name}:\\s+(\\d+)`).exec(readFileSync(`/proc/${pid}/status`, 'utf8')) ?? [];
  return Math.round(Number(kibibytes) / 1024);
}

function outcomeOf(url: string, token: string): Promise<Outcome> {
  return new Promise((resolve) => {
    const request = get(url, { headers: { authorization: `Bearer ${token}` }, agent: false }, (answer) => {
      let bytes = 0;
      answer.on('data', (chunk: Buffer) => {
        bytes += chunk.length;
      });
      answer.once('end', () => resolve({ status: answer.statusCode, bytes }));
      answer.once('error', (error) => resolve({ status: error.message, bytes }));
    });
    request.once('error', (error) => resolve({ status: error.message, bytes: 0 }));
  });
}

/** A new client that may read summaries and nothing else. */
async function summaryReader(server: SpawnedServer): Promise<{ clientId: string; clientSecret: string }> {
  const { httpUrl, domain } = server;
  const authorization = `Bearer ${await managementToken(server)}`;
  const post = async (path: string, body: object) => {
    const headers = { authorization, 'content-type': 'application/json' };
    const answer = await fetch(`${httpUrl}/api/v2${path}`, {
      method: 'POST',
      headers,
      body: JSON.stringify(body),
    });
    return (await answer.json()) as { client_id: string; client_secret: string };
  };
  const grant_types = ['client_credentials'];
  const { client_id, client_secret } = await post('/clients', { name: 'Reader', grant_types });
  const audience = `https://${domain}/api/v2/`;
  await post('/client-grants', { client_id, audience, scope: ['read:client_summary'] });
  return { clientId: client_id, clientSecret: client_secret };
}
