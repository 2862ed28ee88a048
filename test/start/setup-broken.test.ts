import { mkdirSync, readdirSync, readFileSync, rmSync, utimesSync, writeFileSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { Checkout } from './checkout.js';

// Several set-ups at once take minutes on a busy machine.
vi.setConfig({ testTimeout: 300_000 });

const inFull = process.env.CLIENTELE_TESTS === 'full';
/** How many of the damages are done; each is followed by an installation. */
const damagesDone = Number(process.env.CLIENTELE_SETUP_DAMAGES ?? (inFull ? Number.POSITIVE_INFINITY : 1));
const checkout = new Checkout();
afterAll(() => checkout.remove());

/** Runs a script of npm to its end and answers what it said. */
async function runs(script: string): Promise<string> {
  const job = checkout.run('run', script);
  expect(await job.ended).toEqual({ code: 0, signal: null });
  return job.output;
}

/** What others do to what is installed. */
const damages: Record<string, () => void> = {
  "whose package's folder was deleted": () =>
    rmSync(checkout.path('node_modules/fastify'), { recursive: true }),
  'with a file missing': () => rmSync(checkout.path('node_modules/libsql/index.js')),
  'with an empty folder for a package': () => {
    rmSync(checkout.path('docs/sdk/node_modules/typedoc'), { recursive: true });
    mkdirSync(checkout.path('docs/sdk/node_modules/typedoc'));
  },
  'with half a package': () => {
    const folder = checkout.path('node_modules/esbuild');
    for (const name of readdirSync(folder).slice(1)) rmSync(`${folder}/${name}`, { recursive: true });
  },
  'that is empty': () => {
    for (const name of readdirSync(checkout.path('node_modules')))
      rmSync(checkout.path(`node_modules/${name}`), { recursive: true });
  },
  'with a stamp that lies': () => {
    const names = readdirSync(checkout.path('node_modules')).filter((name) => name.startsWith('.clientele-'));
    expect(names).toContain('.clientele-install');
    for (const name of readdirSync(checkout.path('node_modules')))
      if (!names.includes(name)) rmSync(checkout.path(`node_modules/${name}`), { recursive: true });
  },
  'with nothing but stamps': () => {
    const stamp = readFileSync(checkout.path('node_modules/.clientele-install'));
    rmSync(checkout.path('node_modules'), { recursive: true });
    mkdirSync(checkout.path('node_modules'));
    writeFileSync(checkout.path('node_modules/.clientele-install'), stamp);
  },
  'that is a file': () => {
    rmSync(checkout.path('node_modules'), { recursive: true });
    writeFileSync(checkout.path('node_modules'), 'no folder');
  },
};

describe('a node_modules', () => {
  beforeAll(() => runs('setup'), 300_000);

  it.each(Object.keys(damages).slice(0, damagesDone))('%s is installed again by a start', async (name) => {
    damages[name]?.();
    expect(await checkout.startsAndServes()).toContain('Installing dependencies');
    expect(await runs('setup')).not.toContain('…');
  });

  it('whose folders bear other times, as after a copy, is left as it is', async () => {
    utimesSync(checkout.path('node_modules/fastify'), 1, 1);
    expect(await runs('setup')).not.toContain('…');
  });

  it('into which something was put is left as it is', async () => {
    const added = checkout.path('node_modules/fastify/notes.txt');
    writeFileSync(added, 'mine');
    expect(await runs('setup')).not.toContain('…');
    expect(readFileSync(added, 'utf8')).toBe('mine');
  });
});
