import { afterEach, expect, it } from 'vitest';
import { type SpawnedServer, spawnServer } from '../running-server.js';
import { registerClients } from './registered-clients.js';
import { assertion, byAssertion, form, type Target } from './request.js';

let server: SpawnedServer | undefined;
afterEach(() => server?.remove());

const statusesOf100 = async (at: SpawnedServer, text: string) => {
  const { headers = {}, body } = form(byAssertion(text));
  const use = async () =>
    (await fetch(`${at.httpUrl}/oauth/token`, { method: 'POST', headers, body })).status;
  return (await Promise.all(Array.from({ length: 100 }, use))).sort();
};

it('30: an assertion that 100 used at once is spent for good, though the server is killed right after', async () => {
  const first = await spawnServer({ flags: ['--failed-authentication-limit', '0'] });
  server = first;
  const issuer = `https://${first.domain}/`;
  const clients = await registerClients(first);
  const target: Target = { issuer, tokenUrl: `${first.httpUrl}/oauth/token`, clients };
  const claims = (now: number) => ({ exp: now + 240 });
  const [used, unused] = [assertion(target, { claims }), assertion(target, { claims })];
  const once = [200, ...Array<number>(99).fill(401)];
  expect(await statusesOf100(first, used)).toEqual(once);
  await first.stop('SIGKILL');
  const port = first.domain.split(':')[1] ?? '';
  const second = await spawnServer({
    dataFolder: first.dataFolder,
    database: first.database,
    flags: ['--https-port', port, '--failed-authentication-limit', '0'],
  });
  server = second;
  expect(await statusesOf100(second, used)).toEqual(Array(100).fill(401));
  expect(await statusesOf100(second, unused)).toEqual(once);
});
