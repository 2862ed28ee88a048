import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Outcome } from '../contract/compatibility/outcome.js';
import { allSeenIn, fileOf, seenOf, textOf, withOutcomes } from '../contract/compatibility/seen.js';
import { type SpawnedServer, spawnServer } from '../contract/running-server.js';
import { variable as postgresVariable } from '../postgres/engine.js';
import { whyNotHere } from './installed.js';
import { lifeOfAClient, theLifeOfAClient } from './operations.js';
import { type Replicas, replicasBehindProxy } from './replicas-behind-proxy.js';
import { type Address, NotAvailableError, newestOf, newestOnly, type Tool } from './tool.js';

/** Building a tool from its sources takes minutes. */
const timeout = 1_200_000;

/**
 * Plays tools against a development server on SQLite, and against two servers on PostgreSQL behind a proxy. What comes
 * of it has to be what the file of that name says, from which the compatibility page is made.
 */
export function playAll(tools: Tool[], name: string): void {
  let development: SpawnedServer;
  let replicas: Replicas | undefined;
  let seen = allSeenIn(name);
  const summary: string[] = [];
  beforeAll(async () => {
    development = await spawnServer({ flags: ['--rate-limit', '0'] });
    if (process.env[postgresVariable] !== undefined) replicas = await replicasBehindProxy(development);
  }, 60_000);
  afterAll(async () => {
    await replicas?.remove();
    await development.remove();
    console.log(summary.join('\n'));
  });
  const places: [string, () => Address | undefined][] = [
    [
      'on SQLite',
      () => ({
        ...development,
        issuer: `https://${development.domain}/`,
        secrets: 'readable',
        servers: 1,
      }),
    ],
    ['on PostgreSQL, with two servers behind a proxy', () => replicas],
  ];

  const chosen = newestOnly ? newestOf(tools) : tools;
  describe.each(chosen.map((tool) => [`${tool.name} ${tool.version}`, tool] as const))(
    '%s',
    (title, tool) => {
      // Until it is there, for whatever reason, nothing can be played.
      let whyNot: string | undefined = 'it could not be built';
      let outcomes: Outcome[] | undefined;
      it('is fetched and built, where that can be had', { timeout }, async () => {
        const began = Date.now();
        whyNot = whyNotHere(tool.needs) ?? (await whyNotAvailable(tool));
        summary.push(whyNot ? `not run: ${title}, since ${whyNot}` : `${title}: ready${seconds(began)}`);
      });

      it.for(places)('does what the page says %s', { timeout }, async ([place, addressOf], { skip }) => {
        if (whyNot !== undefined) return skip(whyNot);
        const address = addressOf();
        if (address === undefined) return skip('there is no PostgreSQL');
        if (tool.onOneServerOnly && address.servers > 1) return skip('it is played against one server only');
        const began = Date.now();
        const now = await tool.play(address);
        summary.push(`${title} ${place}: ${figures(now)}${seconds(began)}`);
        expect(now.filter(({ outcome }) => outcome === 'fails')).toEqual([]);
        outcomes ??= now;
        expect(now).toEqual(outcomes);
        if (tool.table === theLifeOfAClient)
          expect(now.map(({ operation }) => operation)).toEqual(lifeOfAClient);
        seen = withOutcomes(seen, tool, now);
      });
    },
  );

  it(`what was seen is what ${name} says`, async () => {
    await expect(textOf(seenOf(tools, seen))).toMatchFileSnapshot(fileOf(name));
  });
}

async function whyNotAvailable(tool: Tool): Promise<string | undefined> {
  try {
    await tool.prepare();
    return undefined;
  } catch (error) {
    if (error instanceof NotAvailableError) return error.message;
    throw error;
  }
}

function figures(outcomes: Outcome[]): string {
  const works = outcomes.filter(({ outcome }) => outcome === 'works').length;
  const failed = outcomes.filter(({ outcome }) => outcome === 'fails').map(({ operation }) => operation);
  const failures = failed.length === 0 ? '' : `, but not ${failed.join(', ')}`;
  return `${works} of ${outcomes.length} operations${failures}`;
}

function seconds(began: number): string {
  return ` in ${((Date.now() - began) / 1000).toFixed(1)} s`;
}
