// What lists and searches cost as a registry grows: each figure is the ratio of a large registry to a small one, in one run.

import { openRegistry } from './registry.mjs';
import { searchRows } from './search.mjs';

const sizes = { small: 1_000, large: Number(process.env.CLIENTELE_BENCH_CLIENTS ?? 100_000) };
const rounds = 60;
const requestsARound = 10;

const registries = {};
for (const [name, clients] of Object.entries(sizes)) {
  console.log(`making a registry of ${clients} clients`);
  registries[name] = await openRegistry(clients);
}

const rows = {
  'first page': () => async () => '/clients?per_page=50',
  'first page by checkpoint': () => async () => '/clients?take=50',
  'page in the middle by checkpoint': async (registry) => {
    const cursor = await middle(registry);
    return async () => `/clients?take=50&from=${cursor}`;
  },
  'get by id': (registry) => async (n) => `/clients/${registry.ids[(n * 7919) % registry.ids.length]}`,
  'first page with totals': () => async () => '/clients?per_page=50&include_totals=true',
  'first page with totals, without the global client': () => async () =>
    '/clients?per_page=50&include_totals=true&is_global=false',
  'page in the middle by offset, for comparison': (registry) => async () =>
    `/clients?per_page=50&page=${Math.floor(registry.ids.length / 100)}`,
};

console.log(`\n${sizes.large} clients against ${sizes.small}, medians of ${rounds} rounds\n`);
console.log('| request | ms at 1,000 | ratio |\n| --- | --- | --- |');
for (const [name, pathsOf] of Object.entries(rows)) {
  const paths = { small: await pathsOf(registries.small), large: await pathsOf(registries.large) };
  const times = { small: [], large: [] };
  for (let round = 0; round < rounds; round += 1)
    for (const size of round % 2 === 0 ? ['small', 'large'] : ['large', 'small'])
      times[size].push(await timed(registries[size], paths[size], round * requestsARound));
  const small = median(times.small);
  console.log(`| ${name} | ${small.toFixed(2)} | ${(median(times.large) / small).toFixed(2)} |`);
}
for (const registry of Object.values(registries)) await registry.close();
await searchRows();

async function timed(registry, path, first) {
  const begin = performance.now();
  for (let n = first; n < first + requestsARound; n += 1) await registry.get(await path(n));
  return (performance.now() - begin) / requestsARound;
}

async function middle(registry) {
  let page = await registry.get('/clients?take=100');
  for (let seen = 100; seen < registry.ids.length / 2; seen += 100)
    page = await registry.get(`/clients?take=100&from=${page.next}`);
  return page.next;
}

function median(values) {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.floor(sorted.length / 2)];
}
