// What one call costs in CPU time: over a transport in memory, and over http to a server in a process of its own.
import { fork } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { ClientsManager, ManagementClient } from '@clientele/sdk';
import { ManagementClient as ManagementClient4 } from 'auth0';
import { ClientsClient as ClientsClient6 } from 'auth0-6/clients';
import { ClientsClient as ClientsClient7 } from 'auth0-7/clients';
import { client } from './client.mjs';

const rounds = 9;
const body = JSON.stringify(client);
const realFetch = globalThis.fetch;

/** What the columns are, and at most for our own rows. */
export const columns = ['memory', 'memory that reads the signal', 'http'].flatMap((transport) =>
  ['one by one', '32 in flight'].map(
    (flight) => `${transport}, ${flight} (≤ ${transport === 'http' ? 1.25 : 1.15})`,
  ),
);

/** A row for each package: ratios in memory and over http, one by one and 32 in flight. */
export async function costs() {
  const columns = [];
  for (const transport of [() => inMemory(answer), () => inMemory(answerUnlessEnded), overHttp]) {
    const { origin, callsARound, end } = await transport();
    for (const inFlight of [1, 32]) columns.push(await ratios(callsTo(origin), inFlight, callsARound));
    end();
  }
  return Object.keys(columns[0]).map((label) => [label, ...columns.map((column) => column[label])]);
}

async function answer() {
  return new Response(body, { status: 200, headers: { 'content-type': 'application/json' } });
}

/** As any fetch does that can be ended; platforms make the signal of a controller when it is first read. */
async function answerUnlessEnded(_url, init) {
  if (init?.signal?.aborted) throw init.signal.reason;
  return answer();
}

async function inMemory(transport) {
  // Later generations take no fetch of the caller's: the global one is what they all use.
  globalThis.fetch = transport;
  return {
    origin: 'https://tenant.example',
    callsARound: 2_000,
    end: () => Object.assign(globalThis, { fetch: realFetch }),
  };
}

async function overHttp() {
  const server = fork(fileURLToPath(new URL('client-server.mjs', import.meta.url)));
  const origin = await new Promise((resolve) => server.once('message', resolve));
  return { origin, callsARound: 400, end: () => server.kill() };
}

/** The same call by each package, and by a bare fetch. */
function callsTo(origin) {
  const { fetch } = globalThis;
  const toOrigin = (url, init) => fetch(String(url).replace('https://tenant.example', origin), init);
  const id = client.client_id;
  const baseUrl = `${origin}/api/v2`;
  const options = { domain: 'tenant.example', token: 'TOKEN', fetch: toOrigin };
  const whole = new ManagementClient({ ...options }).clients;
  const alone = new ClientsManager({ baseUrl: 'https://tenant.example/api/v2', fetch: toOrigin });
  const four = new ManagementClient4({ ...options }).clients;
  const six = new ClientsClient6({ baseUrl, token: 'TOKEN' });
  const seven = new ClientsClient7({ baseUrl, token: 'TOKEN' });
  return {
    bare: async () => (await toOrigin(`${baseUrl}/clients/${id}`)).json(),
    '@clientele/sdk, ManagementClient': () => whole.get({ client_id: id }),
    '@clientele/sdk, ClientsManager': () => alone.get({ client_id: id }),
    'auth0 4.37.1, ManagementClient': () => four.get({ client_id: id }),
    'auth0 6.4.0, ClientsClient': () => six.get(id),
    'auth0 7.1.0, ClientsClient': () => seven.get(id),
  };
}

async function ratios(calls, inFlight, callsARound) {
  const costsOf = Object.fromEntries(Object.keys(calls).map((label) => [label, []]));
  for (let round = -2; round < rounds; round += 1)
    for (const [label, call] of Object.entries(calls)) {
      const cost = await costOf(call, inFlight, callsARound);
      // The first rounds only warm up.
      if (round >= 0) costsOf[label].push(cost);
    }
  const bare = median(costsOf.bare);
  return Object.fromEntries(
    Object.entries(costsOf).map(([label, costs]) => [
      label === 'bare' ? 'a bare fetch and json()' : label,
      label === 'bare' ? `1 (${bare.toFixed(0)} µs)` : (median(costs) / bare).toFixed(2),
    ]),
  );
}

/** Microseconds of CPU time of one call. */
async function costOf(call, inFlight, callsARound) {
  let left = callsARound;
  const worker = async () => {
    while (left-- > 0) await call();
  };
  const begin = process.cpuUsage();
  await Promise.all(Array.from({ length: inFlight }, worker));
  const { user, system } = process.cpuUsage(begin);
  return (user + system) / callsARound;
}

function median(values) {
  return values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)];
}
