// Makes many calls of a server that fails at every stage, with options drawn at random, and judges each:
//   node random-faults.mjs [--calls 10000] [--seed 7] [--call 42] [--sdk path]
// Prints the seed, what failed, and what came of all as JSON; ends with 1 where a call did not go as it must.
import process from 'node:process';
import { pathToFileURL } from 'node:url';
import { parseArgs } from 'node:util';
import { startFaultyServer } from './faulty-server.mjs';
import { drawCalls } from './random/draw.mjs';
import { play } from './random/play.mjs';

const AT_ONCE = 64;
const { values } = parseArgs({
  options: {
    calls: { type: 'string', default: '10000' },
    seed: { type: 'string', default: String(Math.floor(Math.random() * 2 ** 32)) },
    call: { type: 'string' },
    sdk: { type: 'string' },
  },
});
const path = values.sdk
  ? pathToFileURL(values.sdk).href
  : new URL('../../dist/esm/index.js', import.meta.url);
const sdk = await import(path);
const seed = Number(values.seed);
console.log(`seed ${seed}`);

const failures = [];
process.on('unhandledRejection', (reason) =>
  failures.push(`unhandled rejection: ${reason?.stack ?? reason}`),
);
process.on('warning', (warning) => failures.push(`warning: ${warning.stack ?? warning}`));

const world = { sdk, server: await startFaultyServer() };
const drawn = drawCalls(seed, Number(values.calls));
const chosen = values.call ? [drawn[Number(values.call)]] : drawn;
// What a runtime loads with the first request would count as time of the calls.
await fetch(`${world.server.place({}).url}/`).then((response) => response.text());
const waiting = chosen.values();
const ends = {};
let late = 0;
await Promise.all(
  Array.from({ length: AT_ONCE }, async () => {
    for (const call of waiting) {
      const { end, isLate, why } = await play(world, call);
      if (why) failures.push(`${why}\n  seed ${seed}, call ${call.index}: ${JSON.stringify(call)}`);
      late += isLate ? 1 : 0;
      ends[end] = (ends[end] ?? 0) + 1;
    }
  }),
);
world.server.close();
await new Promise((resolve) => setTimeout(resolve, 20));
for (const failure of failures.slice(0, 20)) console.log(`FAILED ${failure}`);
console.log(JSON.stringify({ seed, calls: chosen.length, ends, late, failed: failures.length }));
process.exitCode = failures.length > 0 ? 1 : 0;
// What would keep the process alive now was left behind, but for connections that a fetch did not end.
setTimeout(() => process.exit(), 1_000).unref();
