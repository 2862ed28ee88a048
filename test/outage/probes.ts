import { expect } from 'vitest';
import type { SpawnedServer } from '../contract/running-server.js';

/** Status and body of a probe. */
export async function probe(server: SpawnedServer, path: string): Promise<[number, unknown]> {
  const answer = await fetch(`${server.httpUrl}${path}`);
  return [answer.status, await answer.json()];
}

/** Waits until the server says that it is ready, or not ready; answers after how many milliseconds it did. */
export async function untilReady(server: SpawnedServer, ready: boolean): Promise<number> {
  const begin = performance.now();
  await expect
    .poll(async () => (await probe(server, '/health/ready'))[0], { interval: 20, timeout: 20_000 })
    .toBe(ready ? 200 : 503);
  return performance.now() - begin;
}
