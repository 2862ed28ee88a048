// What logging and counting tokens cost at a steady rate on SQLite: CPU for a token, bytes on the disk for a thousand of
// them, and what a month of that leaves there. The server runs once with each token in the log, once with refusals alone,
// and once without tokens, for what the disk holds anyway. Arguments: tokens a second, and for how many seconds.
import { setTimeout } from 'node:timers/promises';
import { apis, inventClients, register } from './clients.mjs';
import { startLoad } from './load.mjs';
import { cpuSecondsOf, startClientele } from './process.mjs';

const [rate = 300, seconds = 120] = process.argv.slice(2).map(Number);
const clientCount = Number(process.env.CLIENTELE_BENCH_CLIENTS ?? 100);
const inFlight = 16;
/** Days for which the log is kept, and counts by the minute. */
const kept = { log: 30, minutes: 2 };
const stepsOfMonth = kept.minutes * 1440 + (30 - kept.minutes) * 24;

const invented = { ...inventClients(clientCount), byKey: [] };
const load = startLoad();
console.log(`${rate} tokens a second for ${seconds} seconds, of ${clientCount} clients in turn, on SQLite`);
const empty = await run({ tokens: false, flags: {} });
const refused = await run({ tokens: true, flags: { 'log-tokens': 'refused' } });
const each = await run({ tokens: true, flags: {} });
load.end();

const gib = (bytes) => `${(bytes / 2 ** 30).toFixed(2)} GiB`;
const counts = refused.bytes - empty.bytes;
const log = each.bytes - refused.bytes;
const tokens = rate * seconds;
const monthOfLog = (log / tokens) * rate * 86_400 * kept.log;
const monthOfCounts = (counts / (seconds / 60)) * stepsOfMonth;
console.log('\n| log | CPU ms a token | bytes for 1,000 tokens | after a month at this rate |');
console.log('| --- | --- | --- | --- |');
for (const [name, { cpu }, bytes, month] of [
  ['refused: counts alone', refused, counts, monthOfCounts],
  ['each: counts and events', each, counts + log, monthOfCounts + monthOfLog],
])
  console.log(`| ${name} | ${cpu.toFixed(3)} | ${((bytes / tokens) * 1000).toFixed(0)} | ${gib(month)} |`);
console.log(
  `\nCounts grow with the clients that are used in a minute, not with their tokens; ${kept.minutes} days are kept by the minute, the rest of a month by the hour.`,
);

async function run({ tokens, flags }) {
  const server = await startClientele(flags);
  const { bySecret } = await register(server, invented);
  const plan = {
    pid: server.pid,
    target: { host: '127.0.0.1', port: server.httpPort, path: '/oauth/token' },
    requests: {
      form: { grant_type: 'client_credentials', audience: apis.RS256.identifier },
      clients: bySecret,
    },
  };
  // Compiles what runs often, before it is measured.
  if (tokens) await load.measure({ inFlight, ...plan, count: 2 * rate });
  const before = cpuSecondsOf(server.pid);
  const begin = performance.now();
  for (let second = 1; tokens && second <= seconds; second += 1) {
    await load.measure({ inFlight, ...plan, count: rate });
    await setTimeout(Math.max(0, begin + second * 1000 - performance.now()));
  }
  const cpu = ((cpuSecondsOf(server.pid) - before) * 1000) / (rate * seconds);
  return { cpu, bytes: (await server.end()).databaseBytes };
}
