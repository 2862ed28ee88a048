import { join } from 'node:path';
import Libsql from 'libsql';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { askManagementToken, managementToken } from '../contract/management-token.js';
import { launch, type SpawnedServer, spawnServer } from '../contract/running-server.js';

const cleanups: (() => Promise<void>)[] = [];
afterEach(async () => {
  for (const cleanup of cleanups.splice(0).reverse()) await cleanup();
});

async function started(dataFolder?: string): Promise<SpawnedServer> {
  const server = await spawnServer(dataFolder === undefined ? {} : { dataFolder });
  cleanups.push(() => server.remove());
  return server;
}

/** Changes the bootstrap client with a token of its own. */
async function changeItself(server: SpawnedServer, body: object): Promise<void> {
  const answer = await fetch(`${server.httpUrl}/api/v2/clients/${server.clientId}`, {
    method: 'PATCH',
    headers: {
      authorization: `Bearer ${await managementToken(server)}`,
      'content-type': 'application/json',
    },
    body: JSON.stringify(body),
  });
  expect(answer.status).toBe(200);
}

const quota = { token_quota: { client_credentials: { per_day: 2 } } };

describe('a restart', () => {
  it('gives no client its token quota anew', async () => {
    const server = await started();
    await changeItself(server, quota);
    for (let n = 0; n < 2; n += 1) expect((await askManagementToken(server)).status).toBe(200);
    await server.stop();
    const again = await started(server.dataFolder);
    const answer = await askManagementToken(again);
    expect([answer.status, answer.headers.get('auth0-client-quota-limit')]).toEqual([
      429,
      expect.stringMatching(/^b=per_day;q=2;r=0;t=\d+$/),
    ]);
  });

  it('after a crash gives back no more of a token quota than was used in the last second', async () => {
    const server = await started();
    await changeItself(server, quota);
    expect((await askManagementToken(server)).status).toBe(200);
    await vi.waitFor(() => expect(tokensWritten(server.dataFolder)).toEqual([{ in_day: 1 }]), 10_000);
    await server.stop('SIGKILL');
    const again = await started(server.dataFolder);
    const answer = await askManagementToken(again);
    expect(answer.headers.get('auth0-client-quota-limit')).toMatch(/^b=per_day;q=2;r=0;/);
  });

  it('leaves a disabled bootstrap client disabled, and says so', async () => {
    const server = await started();
    await changeItself(server, { disabled: true });
    await server.stop();
    const flags = ['--data', server.dataFolder, '--http-port', '0', '--https-port', '0'];
    const again = await launch(flags, { until: /bootstrap client.*\n/ });
    cleanups.push(async () => void (await again.stop()));
    expect(again.output()).toContain(`${server.clientId} is disabled`);
    const [, httpUrl = ''] = /(http:\/\/127\.0\.0\.1:\d+)/.exec(again.output()) ?? [];
    expect((await askManagementToken({ ...server, httpUrl })).status).toBe(401);
  });
});

function tokensWritten(dataFolder: string): unknown[] {
  const db = new Libsql(join(dataFolder, 'clientele.db'), { readonly: true });
  try {
    return db.prepare('select in_day from token_counts').all();
  } finally {
    db.close();
  }
}
