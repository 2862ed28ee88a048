import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, statfsSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it, onTestFinished } from 'vitest';
import { managementToken } from '../contract/management-token.js';
import { type SpawnedServer, spawnServer } from '../contract/running-server.js';
import { probe } from './probes.js';

/** A small disk of its own, in memory; undefined where this user may not mount one. */
function smallDisk(megabytes: number): { folder: string; remove(): void } | undefined {
  const folder = mkdtempSync(join(tmpdir(), 'clientele-disk-'));
  const { status } = spawnSync('mount', ['-t', 'tmpfs', '-o', `size=${megabytes}m`, 'tmpfs', folder]);
  const remove = () => {
    if (status === 0) spawnSync('umount', ['--lazy', folder]);
    rmSync(folder, { recursive: true, force: true });
  };
  if (status === 0) return { folder, remove };
  remove();
  return undefined;
}

const headersOf = async (server: SpawnedServer) => ({
  authorization: `Bearer ${await managementToken(server)}`,
  'content-type': 'application/json',
});

it('a full disk under SQLite costs changes a 503 and nothing that was acknowledged', async () => {
  const disk = smallDisk(8);
  if (!disk) {
    console.warn('not run: a full disk under SQLite, which needs the right to mount one (root)');
    return;
  }
  onTestFinished(() => disk.remove());
  const dataFolder = join(disk.folder, 'data');
  let server = await spawnServer({ dataFolder });
  onTestFinished(() => server.remove());
  const headers = await headersOf(server);
  const create = async () => {
    const body = JSON.stringify({ name: 'New', client_metadata: { padding: 'x'.repeat(200) } });
    const answer = await fetch(`${server.httpUrl}/api/v2/clients`, { method: 'POST', headers, body });
    return { status: answer.status, headers: answer.headers, body: await answer.json() };
  };
  const total = async () => {
    const answer = await fetch(`${server.httpUrl}/api/v2/clients?include_totals=true&per_page=1`, {
      headers,
    });
    return ((await answer.json()) as { total: number }).total;
  };
  const before = await total();
  const filler = join(disk.folder, 'filler');
  const { bavail, bsize } = statfsSync(disk.folder);
  writeFileSync(filler, Buffer.alloc((bavail - 20) * bsize));

  let acknowledged = 0;
  let refused = await create();
  for (; refused.status === 201; refused = await create()) acknowledged += 1;
  expect(refused.status).toBe(503);
  expect(refused.headers.get('retry-after')).toBe('1');
  expect(refused.body).toMatchObject({ statusCode: 503, errorCode: 'service_unavailable' });
  await expect.poll(() => server.output()).toContain('the disk of the database is full: make room on it');
  expect((await probe(server, '/health/live'))[0]).toBe(200);
  expect(await total()).toBe(before + acknowledged);
  expect(await managementToken(server)).toEqual(expect.any(String));

  rmSync(filler);
  await expect.poll(async () => (await create()).status).toBe(201);
  expect(await total()).toBe(before + acknowledged + 1);
  await server.stop('SIGKILL');
  server = await spawnServer({ dataFolder });
  Object.assign(headers, await headersOf(server));
  expect(await total()).toBe(before + acknowledged + 1);
});
