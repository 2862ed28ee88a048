import { createRemoteJWKSet, decodeProtectedHeader, jwtVerify } from 'jose';
import { expect, it, onTestFinished } from 'vitest';
import { readInvocation } from '../../src/config/config.js';
import { type RunningServer, start } from '../../src/lifecycle/start.js';
import { temporaryFolder } from '../instance/temporary-folder.js';

const clock = { now: Date.now() };
const day = 86_400_000;

/** A server with sockets on a folder of its own, and what is asked of it here. */
async function run(data: string, flags: string[] = []) {
  const invocation = readInvocation(
    ['--data', data, '--http-port', '0', '--https-port', '0', '--log-level', 'silent', ...flags],
    { CLIENTELE_ISSUER: 'https://id.example.com/', CLIENTELE_BOOTSTRAP_CLIENT_ID: 'robot' },
    '0',
  );
  if (invocation.kind !== 'start') throw new Error('it was to start');
  const server = await start(invocation.config, { now: () => clock.now });
  onTestFinished(() => server.stop());
  const token = (await ask<{ access_token: string }>(server, '/oauth/token', { form: form(server) }))
    .access_token;
  const jwks = createRemoteJWKSet(new URL(`${server.httpUrl}/.well-known/jwks.json`), { cacheMaxAge: 0 });
  return {
    token,
    kid: decodeProtectedHeader(token).kid ?? '',
    stop: () => server.stop(),
    verify: (bearer: string) => jwtVerify(bearer, jwks, { currentDate: new Date(clock.now) }),
    manage: (path: string, method = 'GET', bearer = token) =>
      ask<{ kid: string; statusCode?: number }>(server, `/api/v2${path}`, { method, bearer }),
  };
}

const form = ({ bootstrap, audience }: RunningServer) => ({
  grant_type: 'client_credentials',
  client_id: bootstrap?.clientId ?? '',
  client_secret: bootstrap?.secret ?? '',
  audience,
});

async function ask<Answer>(
  { httpUrl }: RunningServer,
  path: string,
  { method, bearer, form }: { method?: string; bearer?: string; form?: Record<string, string> },
): Promise<Answer> {
  const answer = await fetch(`${httpUrl}${path}`, {
    method: method ?? 'POST',
    ...(bearer !== undefined && { headers: { authorization: `Bearer ${bearer}` } }),
    ...(form && { body: new URLSearchParams(form) }),
  });
  return (await answer.json()) as Answer;
}

it('a key lives through restarts: it signs, is rotated away, verifies what it signed, and is revoked', async () => {
  const data = temporaryFolder();
  const first = await run(data);
  await first.verify(first.token);
  await first.stop();

  const second = await run(data);
  expect(second.kid).toBe(first.kid);
  const rotated = await second.manage('/keys/signing/rotate', 'POST');
  expect(rotated.kid).not.toBe(first.kid);
  await second.stop();

  const third = await run(data);
  expect(third.kid).toBe(rotated.kid);
  for (const token of [first.token, third.token]) {
    await third.verify(token);
    expect(await third.manage('/clients', 'GET', token)).toEqual(expect.any(Array));
  }
  await third.manage(`/keys/signing/${first.kid}/revoke`, 'PUT');
  await expect(third.verify(first.token)).rejects.toThrow('no applicable key');
  expect(await third.manage('/clients', 'GET', first.token)).toMatchObject({ statusCode: 401 });
  await third.stop();

  const fourth = await run(data);
  await expect(fourth.verify(first.token)).rejects.toThrow('no applicable key');
  expect(await fourth.manage('/clients', 'GET', first.token)).toMatchObject({ statusCode: 401 });
  await fourth.verify(third.token);
});

it('keys are rotated by a start after the days that a setting says, and not before', async () => {
  const data = temporaryFolder();
  const flags = ['--signing-key-rotation-days', '30'];
  const first = await run(data, flags);
  await first.stop();
  clock.now += 29 * day;
  const second = await run(data, flags);
  expect(second.kid).toBe(first.kid);
  await second.stop();
  clock.now += day;
  const off = await run(data);
  expect(off.kid).toBe(first.kid);
  await off.stop();
  const third = await run(data, flags);
  expect(third.kid).not.toBe(first.kid);
  await third.verify(off.token);
});
