import { readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { clientReadScopes, newClient, presentClient } from '@clientele/model';
import { expect, test } from 'vitest';
import { clientNames } from './client-names.js';

const sources = fileURLToPath(new URL('../../../packages/sdk/src/models/', import.meta.url));
const source = (file: string) => readFileSync(`${sources}${file}`, 'utf8');

/** Properties with what is written above them, on one line. */
function documented(text: string): Map<string, string> {
  const properties = text.matchAll(/\/\*\*((?:(?!\*\/).)*)\*\/\n +(\w+)\??:/gs);
  return new Map(
    [...properties].map(([, comment = '', name = '']) => [
      name,
      comment.replace(/\s*\n\s*\*?\s*/g, ' ').trim(),
    ]),
  );
}

// How types are inferred has no properties.
const withProperties = readdirSync(sources).filter((file) => file !== 'inferred.ts');

test.each(withProperties)('every property in %s says what it means', (file) => {
  const lines = source(file).split('\n');
  const properties = lines.flatMap((line, index) => (/^ +\w+\??: .*[;{]$/.test(line) ? [index] : []));
  expect(
    properties.filter((index) => !lines[index - 1]?.endsWith('*/')).map((index) => lines[index]),
  ).toEqual([]);
  expect(properties.length).toBeGreaterThan(0);
});

const seenWith = {
  any: 'Seen with any scope that reads clients.',
  configuration: 'Seen with `read:clients` or `read:client_keys`.',
  keys: 'Seen with `read:client_keys` or `read:client_credentials`.',
};

/** What the documentation of a property is to say, by who is really shown it. client-visibility.md */
function revealed(name: string): string {
  const logout = { backchannel_logout_urls: [] };
  const client = newClient(
    { name: 'A', oidc_logout: logout },
    { clientId: 'c1', tenant: 't1', credentialIds: {} },
  );
  const value = name === 'signing_keys' ? [] : { credentials: [] };
  const full = Object.assign(client, name === 'oidc_backchannel_logout' ? {} : { [name]: value });
  const scopes = clientReadScopes.filter((scope) =>
    Object.hasOwn(presentClient(full, { scopes: new Set([scope]) }), name),
  );
  if (scopes.length === clientReadScopes.length) return seenWith.any;
  return `Seen with ${scopes.map((scope) => `\`${scope}\``).join(' or ')}.`;
}

test('every property of a client names the scopes that reveal it', () => {
  const files = ['client-settings.ts', 'client-answers.ts', 'client-bodies.ts'].map(source).join('\n');
  const shown = files.slice(0, files.indexOf('export interface ClientCreated'));
  const slots = files.slice(files.indexOf('export interface CredentialSlots'), files.indexOf('type OrNull'));
  const documents = new Map([...documented(slots), ...documented(shown)]);
  const said = Object.keys(clientNames).map((name) => [
    name,
    documents
      .get(name)
      ?.match(/Seen with .*$/)?.[0]
      .trim(),
  ]);
  expect(said).toEqual(Object.keys(clientNames).map((name) => [name, revealed(name)]));
});
