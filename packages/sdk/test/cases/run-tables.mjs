// Runs the rows of all tables on the runtime that it is started with, and the SDK that it is given:
//   node run-tables.mjs [--sdk path] [--only 'part of a name']
// Prints a line for each row, and what came of all of them as JSON; ends with 1 where a row failed.
import process from 'node:process';
import { pathToFileURL } from 'node:url';
import { parseArgs } from 'node:util';
import { startFaultyServer } from './faulty-server.mjs';
import { bodies } from './tables/bodies.mjs';
import { clock } from './tables/clock.mjs';
import { errors } from './tables/errors.mjs';
import { hooks } from './tables/hooks.mjs';
import { idempotency } from './tables/idempotency.mjs';
import { network } from './tables/network.mjs';
import { overrides } from './tables/overrides.mjs';
import { pace } from './tables/pace.mjs';
import { renewal } from './tables/renewal.mjs';
import { signals } from './tables/signals.mjs';

const { values } = parseArgs({
  options: { sdk: { type: 'string' }, only: { type: 'string', default: '' } },
});
const built = new URL('../../dist/esm/index.js', import.meta.url);
const sdk = await import(values.sdk ? pathToFileURL(values.sdk).href : built.href);
const tables = { pace, network, clock, renewal, overrides, idempotency, hooks, bodies, errors, signals };
const LONGEST = 30_000;
// So many that pauses pass together, and so few that none waits for the processor.
const AT_ONCE = 48;

const unexpected = [];
process.on('unhandledRejection', (reason) =>
  unexpected.push(`unhandled rejection: ${reason?.stack ?? reason}`),
);
process.on('warning', (warning) => unexpected.push(`warning: ${warning.stack ?? warning}`));

const server = await startFaultyServer();
const world = { sdk, server };
const rows = Object.entries(tables).flatMap(([table, list]) =>
  list.map(([name, run]) => ({ name: `${table}: ${name}`, run })),
);
const chosen = rows.filter(({ name }) => name.includes(values.only));

// What a runtime loads with the first request would count as time of the rows.
await fetch(`${server.place({}).url}/`).then((response) => response.text());
const results = [];
const waiting = chosen.values();
await Promise.all(
  Array.from({ length: AT_ONCE }, async () => {
    for (const row of waiting) results.push(await tried(row));
  }),
);
server.close();
await new Promise((resolve) => setTimeout(resolve, 20));
for (const what of unexpected.slice(0, 3)) results.push({ name: 'what no row expects', failure: what });
for (const { name, took = '', failure } of results)
  console.log(failure ? `FAILED ${name} ${took}\n  ${failure}` : `ok ${name} ${took}`);
const failed = results.filter(({ failure }) => failure).length;
console.log(JSON.stringify({ runtime: runtime(), passed: results.length - failed, failed }));
process.exitCode = failed > 0 || chosen.length === 0 ? 1 : 0;
// Nothing is left to do; what keeps the process alive now was left behind.
setTimeout(() => {
  const left = process.getActiveResourcesInfo?.() ?? [];
  console.log(`FAILED: the process is kept alive by what was left behind: ${left}`);
  process.exit(1);
}, 2_000).unref();

async function tried({ name, run }) {
  const begin = performance.now();
  const took = () => `${Math.round(performance.now() - begin)} ms`;
  let timer;
  const late = new Promise((_, reject) => {
    timer = setTimeout(() => reject(new Error(`not done within ${LONGEST} ms`)), LONGEST);
  });
  try {
    await Promise.race([run(world), late]);
    return { name, took: took() };
  } catch (error) {
    return { name, took: took(), failure: error?.stack ?? String(error) };
  } finally {
    clearTimeout(timer);
  }
}

function runtime() {
  if (globalThis.Bun) return `Bun ${globalThis.Bun.version}`;
  if (globalThis.Deno) return `Deno ${globalThis.Deno.version.deno}`;
  return `Node ${process.versions.node}`;
}
