import { webcrypto } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { selfSignedCertificate } from '../../../packages/server/src/crypto/certificate.js';
import { rsa, type TestServer, testServer } from '../../../packages/server/test/test-server.js';
import { type Probe, probesOf } from './probes.js';
import { bodyOf, isPublishedAtHand, publishedDescription } from './published.js';
import type { Schema } from './schema-facts.js';

/** Where a rule decides otherwise than the description, which knows one property at a time; each with the rule. */
const rules: readonly (readonly [place: RegExp, rule: string])[] = [
  [/ \.grant_types\[\] the least/, 'grant types are those that the original knows'],
  [/ \.encryption_key a further member/, 'a private key sent by mistake is not kept'],
  [/ \.client_secret the least/, 'a secret has at least 16 characters'],
  [
    /PATCH \/clients\/\{id\} \.(addons|oidc_logout|oidc_backchannel_logout|signed_request_object|token_vault_privileged_access) null/,
    'recordings take them away with null',
  ],
  [
    /PATCH \/clients\/\{id\} \.token_vault_privileged_access(\.credentials|\.ip_allowlist(\[\])?)? the least/,
    'recordings send all of its members together',
  ],
  [
    /POST \/clients \.token_vault_privileged_access\.ip_allowlist the least/,
    'recordings have empty lists in changes only',
  ],
  [/PATCH .* \.third_party_security_mode/, 'it never changes'],
  [/PATCH .*credentials\[\](\.id)? the least/, 'a client names only credentials that it has'],
  [/ \.app_type "resource_server"|resource_server_identifier (the least|the longest)/, 'the two go together'],
  [/refresh_token\.expiration_type "non-expiring"/, 'rotating refresh tokens expire'],
  [/credentials .*(credential_type "|subject_dn the)/, 'what a credential has follows from its type'],
  [/\.pem the longest/, 'a PEM is one block'],
  [/tls_client_auth\.credentials\[\]\.pem the least/, 'a subject, or the certificate that has it'],
  [/ \.authorization_details\[\] (null|another type)/, 'the description says nothing of them'],
  [/external_url another type/, 'a list or a text, as the description says elsewhere'],
  [
    /POST \/client-grants \.(client_id the least|default_for|allow_all_scopes)/,
    'a client that exists, or a default',
  ],
  [/PATCH \/client-grants.* \.scope null/, 'a grant has scopes, or all'],
  [
    / \.(support_email|default_redirection_uri|country_codes\.list\[\]) the least/,
    'an address, and a code in capitals',
  ],
];

/** What a body needs besides a property for the property to be allowed. */
const beside: Readonly<Record<string, object>> = {
  organization_require_behavior: { oidc_conformant: true },
  third_party_security_mode: { is_first_party: false },
  token_endpoint_auth_method: { grant_types: [] },
};

const byFormat: Readonly<Record<string, string>> = {
  'callback-url': 'https://app.example.com/callback',
  'url-with-placeholders': 'https://app.example.com',
  'absolute-uri-or-empty': 'https://app.example.com/x',
  'absolute-https-uri-with-placeholders-or-empty': 'https://app.example.com/x',
  url: 'https://app.example.com/x',
  'url-or-null': 'https://app.example.com/x',
  'ec-initiate-login-uri-template-url': 'https://app.example.com/{organization_name}',
  'organization-id': 'org_AAAAAAAAAAAAAAAA',
  'connection-profile-id': 'cop_AAAAAAAAAAAAAAAAAAAAAA',
  'user-attribute-profile-id': 'uap_AAAAAAAAAAAAAAAAAAAAAA',
  'date-time': '2035-01-01T00:00:00.000Z',
};
const byPattern: Readonly<Record<string, string>> = {
  '^([A-Za-z0-9+/]){86}==$': `${'A'.repeat(86)}==`,
  '^([a-z0-9]){3,24}$': 'abc',
  '^([a-z0-9]){1}([a-z0-9-]){2,62}$': 'abc',
  '^([0-9a-zA-Z-_]{10,64})$': 'abcdefghij',
};
const algorithm = { name: 'ECDSA', namedCurve: 'P-256', hash: 'SHA-256' };
const keys = await webcrypto.subtle.generateKey(algorithm, true, ['sign', 'verify']);
const certificate = await selfSignedCertificate({ keys, algorithm }, { host: 'client', now: new Date() });
function sample(place: string, schema: Schema): unknown {
  if (place.endsWith('.pem')) return place.includes('tls_client_auth') ? certificate : rsa.publicKey;
  if (place === '.client_authentication_methods.tls_client_auth.credentials[]')
    return { credential_type: 'cert_subject_dn', subject_dn: 'CN=client' };
  if (schema.oneOf?.some(({ format }) => format === 'cidr')) return '192.0.2.0/24';
  return byFormat[String(schema.format)] ?? byPattern[String(schema.pattern)];
}

let server: TestServer;
beforeAll(async () => {
  server = await testServer();
  await server.call('POST', '/resource-servers', { identifier: 'urn:api' });
});
afterAll(() => server.close());

const made = async (path: string, body: object, id = 'id') =>
  (await server.call('POST', path, body)).json<Record<string, string>>()[id] ?? '';
const client = () => made('/clients', { name: 'Target' }, 'client_id');
let apis = 0;
const api = () => {
  apis += 1;
  return { identifier: `urn:api:${apis}` };
};
const grant = async () => ({ client_id: await client(), audience: 'urn:api', scope: [] });

/** For each body, to what it is sent and what it needs at least. */
const operations = {
  'POST /clients': async () => ({ path: '/clients', body: { name: 'New' } }),
  'PATCH /clients/{id}': async () => ({ path: `/clients/${await client()}`, body: {} }),
  'POST /clients/{client_id}/credentials': async () => ({
    path: `/clients/${await client()}/credentials`,
    body: { credential_type: 'public_key', pem: rsa.publicKey },
  }),
  'POST /resource-servers': async () => ({ path: '/resource-servers', body: api() }),
  'PATCH /resource-servers/{id}': async () => ({
    path: `/resource-servers/${await made('/resource-servers', api())}`,
    body: {},
  }),
  'POST /client-grants': async () => ({ path: '/client-grants', body: await grant() }),
  'PATCH /client-grants/{id}': async () => ({
    path: `/client-grants/${await made('/client-grants', await grant())}`,
    body: {},
  }),
  'PATCH /tenants/settings': async () => ({ path: '/tenants/settings', body: {} }),
} satisfies Record<string, () => Promise<{ path: string; body: object }>>;
type Name = keyof typeof operations;

const probes: [Name, Probe][] = isPublishedAtHand
  ? (Object.keys(operations) as Name[]).flatMap((name) => {
      const [method = '', path = ''] = name.split(' ');
      const body = bodyOf(publishedDescription(), path, method.toLowerCase());
      return probesOf(body, sample).map((probe): [Name, Probe] => [name, probe]);
    })
  : [];
if (!isPublishedAtHand)
  console.log('not run: values at the edges of the published description, for want of it');

describe.runIf(isPublishedAtHand)('values at the edges of what the published description allows', () => {
  const met = new Set<string>();

  it.each(Object.keys(operations) as Name[])(
    '%s takes those that it allows, and refuses the others',
    async (name) => {
      const wrong: string[] = [];
      for (const [, { title, property, value, allowed }] of probes.filter(([of]) => of === name)) {
        const { path, body } = await operations[name]();
        const method = name.startsWith('POST') ? 'POST' : 'PATCH';
        const answer = await server.call(method, path, { ...body, ...beside[property], [property]: value });
        if (answer.statusCode < 300 === allowed && answer.statusCode < 500) continue;
        const rule = rules.find(([place]) => place.test(`${name} ${title}`));
        if (rule && answer.statusCode < 500) met.add(rule[1]);
        else wrong.push(`${title}: ${answer.statusCode} ${answer.body}`);
      }
      expect(wrong).toEqual([]);
    },
    120_000,
  );

  it('are many, and each rule that decides otherwise was met', () => {
    expect(probes.length).toBeGreaterThan(1000);
    expect(rules.map(([, rule]) => rule).filter((rule) => !met.has(rule))).toEqual([]);
  });
});
