// How many of 200 calls that begin at once end well where twenty a second are allowed.
import { fork } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { ManagementClient } from '@clientele/sdk';
import { ManagementClient as ManagementClient4 } from 'auth0';

const CALLS = 200;
const kinds = { window: 'a window of a second', bucket: 'a bucket that fills evenly' };
const sayings = { 'retry-after': 'Retry-After', 'x-ratelimit': 'x-ratelimit-reset', nothing: 'nothing' };
const packages = { ours: ManagementClient, four: ManagementClient4 };

/** A row for each kind of limit: of each package how many ended well, and the seconds until the last one ended. */
export async function manyAtOnce() {
  const server = fork(fileURLToPath(new URL('limiting-server.mjs', import.meta.url)));
  const origin = await new Promise((resolve) => server.once('message', resolve));
  const rows = Object.entries(kinds).flatMap(([kind, counted]) =>
    Object.entries(sayings).map(async ([saying, said]) => {
      const place = `${kind}/${saying}`;
      const ends = Object.entries(packages).map(([who, Client]) => end(Client, `${origin}/${who}/${place}`));
      return [counted, said, ...(await Promise.all(ends))];
    }),
  );
  const table = await Promise.all(rows);
  server.kill();
  return table;
}

async function end(Client, base) {
  const fetch = (url, init) => globalThis.fetch(String(url).replace('https://tenant.example', base), init);
  const { clients } = new Client({ domain: 'tenant.example', token: 'TOKEN', fetch });
  const begin = performance.now();
  const calls = Array.from({ length: CALLS }, () => clients.get({ client_id: 'c1' }));
  const well = (await Promise.allSettled(calls)).filter(({ status }) => status === 'fulfilled').length;
  return `${well} in ${((performance.now() - begin) / 1000).toFixed(1)} s`;
}
