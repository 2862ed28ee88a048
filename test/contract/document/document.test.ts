import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type SpawnedServer, spawnServer } from '../running-server.js';
import { type Difference, differences } from './differences.js';
import { documentFacts, type OpenApi } from './document-facts.js';
import { documentPage } from './document-page.js';
import { isPublishedAtHand, publishedDescription } from './published.js';
import { reasonOf, reasons } from './reasons.js';
import { type Schema, schemaFacts } from './schema-facts.js';

const page = fileURLToPath(new URL('../../../docs/reference/published-description.md', import.meta.url));

describe('two descriptions', () => {
  const facts = (schema: Schema) => schemaFacts(schema, () => ({}), 'all');

  it('agree however null and alternatives are written', () => {
    const one = facts({ type: ['string', 'null'], enum: ['b', 'a', null] });
    const other = facts({ anyOf: [{ enum: ['a', 'b'] }, { type: 'null' }] });
    expect(differences(one, other)).toEqual([]);
  });

  it('differ by each keyword, and by a property as a whole', () => {
    const limit = (maximum: number) => ({ properties: { a: { type: 'integer', maximum } }, type: 'object' });
    const prefixed = (schema: Schema) =>
      new Map([...facts(schema)].map(([fact, value]) => [`GET /x body${fact}`, value]));
    expect(differences(prefixed(limit(1)), prefixed(limit(2)))).toEqual([
      { fact: 'GET /x body.a maximum', theirs: '1', ours: '2' },
    ]);
    expect(differences(prefixed(limit(1)), prefixed({ type: 'object' }))).toEqual([
      { fact: 'GET /x body.a property', theirs: 'true', ours: undefined },
    ]);
  });
});

if (!isPublishedAtHand) console.log('not run: the comparison with the published description, for want of it');

describe.runIf(isPublishedAtHand)('the description of this server beside the published one', () => {
  let server: SpawnedServer;
  let found: Difference[];
  let compared: number;
  beforeAll(async () => {
    server = await spawnServer();
    const ours = (await (await fetch(`${server.httpUrl}/openapi.json`)).json()) as OpenApi;
    const theirs = publishedDescription();
    const [theirFacts, ourFacts] = [documentFacts(theirs), documentFacts(ours, '/api/v2')];
    compared = new Set([...theirFacts.keys(), ...ourFacts.keys()]).size;
    found = differences(theirFacts, ourFacts);
  });
  afterAll(() => server.remove());

  it('differs nowhere without a reason', () => {
    expect(compared).toBeGreaterThan(5000);
    expect(found.filter((difference) => !reasonOf(difference))).toEqual([]);
  });

  it('leaves no reason without a difference', () => {
    const given = new Set(found.map(reasonOf));
    expect(reasons.filter((reason) => !given.has(reason))).toEqual([]);
  });

  it('differs as the page says', async () => {
    await expect(documentPage(compared, found)).toMatchFileSnapshot(page);
  });
});
