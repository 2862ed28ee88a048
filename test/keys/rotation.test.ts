import { copyFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { loadInstanceKeys } from '../../packages/server/src/instance/instance-key.js';
import {
  addInstanceKey,
  retireOldKeys,
  rotateInstanceKey,
} from '../../packages/server/src/operations/instance-keys.js';
import { openSqlite } from '../../packages/server/src/storage/sqlite/open.js';
import { managementToken } from '../contract/management-token.js';
import { type SpawnedServer, spawnServer } from '../contract/running-server.js';

const clients = 60;

interface Registered {
  client_id: string;
  client_secret: string;
}

async function managementOf({ httpUrl, ...server }: SpawnedServer) {
  const token = await managementToken({ httpUrl, ...server });
  return async <T>(method: string, path: string, body?: object): Promise<T> => {
    const answer = await fetch(`${httpUrl}/api/v2${path}`, {
      method,
      headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' },
      ...(body && { body: JSON.stringify(body) }),
    });
    if (!answer.ok) throw new Error(`${method} ${path}: ${answer.status} ${await answer.text()}`);
    return (await answer.json()) as T;
  };
}

async function register(server: SpawnedServer, call: Awaited<ReturnType<typeof managementOf>>) {
  const client = await call<Registered>('POST', '/clients', { name: 'Robot' });
  const audience = `https://${server.domain}/api/v2/`;
  await call('POST', '/client-grants', { client_id: client.client_id, audience, scope: [] });
  return client;
}

async function statusOfToken({ httpUrl, domain }: SpawnedServer, { client_id, client_secret }: Registered) {
  const audience = `https://${domain}/api/v2/`;
  const form = { grant_type: 'client_credentials', client_id, client_secret, audience };
  const answer = await fetch(`${httpUrl}/oauth/token`, { method: 'POST', body: new URLSearchParams(form) });
  await answer.arrayBuffer();
  return answer.status;
}

describe.each(['readable', 'once'])('with client secrets that are %s', (mode) => {
  it('the instance key rotates while a server serves, and nobody is refused', async () => {
    const server = await spawnServer({ flags: ['--client-secrets', mode] });
    const call = await managementOf(server);
    const known: Registered[] = [];
    for (let n = 0; n < clients; n += 10)
      known.push(...(await Promise.all(Array.from({ length: 10 }, () => register(server, call)))));
    const keyFile = join(server.dataFolder, 'instance.key');
    const earlierKey = join(server.dataFolder, 'earlier.key');
    copyFileSync(keyFile, earlierKey);

    let done = false;
    let tokens = 0;
    const outcomes = new Set<number>();
    const authenticate = async (from: number) => {
      for (let n = from; !done; n += 7) {
        const client = known[n % known.length];
        if (client) outcomes.add(await statusOfToken(server, client));
        tokens += 1;
      }
    };
    const write = async () => {
      while (!done) known.push(await register(server, call));
    };
    const traffic = [authenticate(0), authenticate(3), authenticate(5), write()];
    await expect.poll(() => tokens, { timeout: 30_000 }).toBeGreaterThan(20);

    addInstanceKey(keyFile);
    const engine = await openSqlite(join(server.dataFolder, 'clientele.db'));
    const before = tokens;
    const { id, resealed } = await rotateInstanceKey(engine, loadInstanceKeys(keyFile));
    const during = tokens - before;
    await retireOldKeys(keyFile, engine);
    await engine.db.destroy();
    await expect.poll(() => tokens, { timeout: 30_000 }).toBeGreaterThan(before + during + 20);
    done = true;
    await Promise.all(traffic);
    expect([...outcomes]).toEqual([200]);
    expect(during).toBeGreaterThan(0);
    expect(resealed.signing_keys).toBeGreaterThan(0);
    if (mode === 'readable') expect(resealed.client_secrets).toBeGreaterThanOrEqual(clients);
    await server.stop();

    expect(loadInstanceKeys(keyFile).map((key) => key.id)).toEqual([id]);
    const again = await spawnServer({ dataFolder: server.dataFolder, flags: ['--client-secrets', mode] });
    const statuses = await Promise.all(known.map((client) => statusOfToken(again, client)));
    expect(new Set(statuses)).toEqual(new Set([200]));
    await again.stop();
    const flags = ['--client-secrets', mode, '--key-file', earlierKey];
    await expect(spawnServer({ dataFolder: server.dataFolder, flags })).rejects.toThrow(
      new RegExp(`under instance key ${id}`),
    );
    await server.remove();
  });
});
