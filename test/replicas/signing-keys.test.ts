import { decodeProtectedHeader } from 'jose';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { emptyDatabase } from '../postgres/empty-database.js';
import { type NewsProxy, startNewsProxy } from './news-proxy.js';
import { managementAudience, type Replica, startReplica, surroundings } from './replica.js';

const bound = 1000;
const shared = surroundings();
let proxy: NewsProxy;
let here: Replica;
let there: Replica;

beforeAll(async () => {
  const database = await emptyDatabase();
  proxy = await startNewsProxy(database);
  here = await startReplica(shared, database);
  there = await startReplica(shared, proxy.url);
});
afterAll(async () => {
  await Promise.all([here.stop(), there.stop()]);
  await proxy.close();
  shared.remove();
});

async function tokenOf(replica: Replica): Promise<string> {
  const { adminId: client_id, adminSecret: client_secret } = shared;
  const answer = await replica.token({ client_id, client_secret, audience: managementAudience });
  return ((await answer.json()) as { access_token: string }).access_token;
}

async function published(replica: Replica): Promise<string[]> {
  // Who has just lost the connection beside the pool answers nothing for a moment.
  const { keys } = await vi.waitFor(async () => {
    const answer = await fetch(`${replica.url}/.well-known/jwks.json`);
    const body = (await answer.json()) as { keys: { kid: string }[] };
    expect(answer.status).toBe(200);
    return body;
  }, 10_000);
  return keys.map(({ kid }) => kid);
}

async function statusFor(token: string, replica: Replica): Promise<number> {
  const answer = await fetch(`${replica.url}/api/v2/clients?per_page=1`, {
    headers: { authorization: `Bearer ${token}` },
  });
  await answer.text();
  return answer.status;
}

async function rotate(): Promise<void> {
  expect((await here.manage('POST', '/keys/signing/rotate')).status).toBe(201);
}

describe('a key that signs on one replica is published by the other', () => {
  it('when keys are rotated again and again', async () => {
    for (let n = 0; n < 3; n += 1) {
      await rotate();
      expect(await published(there)).toContain(decodeProtectedHeader(await tokenOf(here)).kid);
    }
  });

  it('also when they are rotated twice after news ceased to arrive, which nobody could notice yet', async () => {
    proxy.fallSilent();
    for (let n = 0; n < 2; n += 1) {
      await rotate();
      expect(await published(there)).toContain(decodeProtectedHeader(await tokenOf(here)).kid);
    }
    await proxy.replaced();
    await vi.waitFor(async () => expect(await there.figure('clientele_notifications_up')).toBe(1), 30_000);
  });
});

describe('a key that is revoked on one replica verifies nothing on the other after the bound', () => {
  it.each([
    ['while news arrives', () => {}],
    ['as the connection for news falls silent', () => proxy.fallSilent()],
  ])('%s', async (how, before) => {
    const token = await tokenOf(here);
    await rotate();
    expect(await statusFor(token, there)).toBe(200);
    before();
    const { kid } = decodeProtectedHeader(token);
    expect((await here.manage('PUT', `/keys/signing/${kid}/revoke`)).status).toBe(200);
    const revoked = performance.now();
    let accepted = revoked;
    for (let status = 200; status === 200 || status === 503; ) {
      const begun = performance.now();
      status = await statusFor(token, there);
      if (status === 200) accepted = begun;
    }
    // A silent connection counts as an outage until there is a new one.
    await expect.poll(() => statusFor(token, there)).toBe(401);
    console.log(`a revoked key, ${how}: accepted for ${(accepted - revoked).toFixed(1)} ms after it`);
    expect(accepted - revoked).toBeLessThanOrEqual(bound);
    await expect.poll(() => published(there)).not.toContain(kid);
  });
});
