import { brotliDecompressSync, gunzipSync } from 'node:zlib';
import { Validator } from '@seriousme/openapi-schema-validator';
import type { OpenAPIV3_1 } from 'openapi-types';
import Schema from 'typebox/schema';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { audience, issuer, rsa, type TestServer, testServer } from '../test-server.js';

type Method = 'get' | 'post' | 'put' | 'patch' | 'delete';

let server: TestServer;
let document: OpenAPIV3_1.Document;
beforeAll(async () => {
  server = await testServer();
  document = (await server.inject({ url: '/openapi.json' })).json();
});
afterAll(() => server.close());

const operations = () =>
  Object.entries(document.paths ?? {}).flatMap(([path, item]) =>
    Object.entries(item ?? {}).map(([method, operation]) => ({
      method: method as Method,
      path,
      operation: operation as OpenAPIV3_1.OperationObject,
    })),
  );

/** The paths of the router's own tree, but for those that are only there to be refused with 403. */
async function answeredPaths(): Promise<string[]> {
  const parents: string[] = [];
  const paths: string[] = [];
  for (const line of server.app.printRoutes({ commonPrefix: false }).trim().split('\n')) {
    const [, indent = '', segment = '', methods = ''] = /^([│├└─\s]*)(\S+) ?(?:\((.*)\))?$/.exec(line) ?? [];
    const depth = indent.length / 4 - 1;
    const path = `${depth === 0 ? '' : parents[depth - 1]}${segment}`;
    parents[depth] = path;
    if (methods === '' || path.endsWith('*')) continue;
    const { statusCode } = await server.call('PATCH', path.replace('/api/v2', ''), {});
    const absent = path.startsWith('/api/v2') && !methods.includes('OPTIONS') && statusCode === 403;
    if (!absent) paths.push(path);
  }
  return paths;
}

describe('the published description', () => {
  it('is valid OpenAPI 3.1', async () => {
    const { valid, errors } = await new Validator().validate(structuredClone(document));
    expect(errors).toBeUndefined();
    expect(valid).toBe(true);
    expect(document.openapi).toBe('3.1.0');
    expect(document.servers).toEqual([{ url: issuer }]);
  });

  it('names each operation once', () => {
    const ids = operations().map(({ operation }) => operation.operationId);
    expect(new Set(ids).size).toBe(ids.length);
    expect(ids.length).toBeGreaterThan(30);
  });

  it('is the same set as the routes', async () => {
    const pages = ['/', '/openapi.json', '/docs', '/docs/', '/docs/sdk'];
    const unpublished = [...pages, '/docs/reference.css', '/docs/reference.js'];
    const routes: string[] = [];
    for (const path of await answeredPaths()) {
      // What the console asks for is between it and its own server.
      if (unpublished.includes(path) || path.startsWith('/console')) continue;
      const answer = await server.inject({ method: 'OPTIONS', url: path });
      const allowed = String(answer.headers.allow ?? 'GET, HEAD').split(', ');
      for (const method of allowed.filter((name) => name !== 'HEAD')) routes.push(`${method} ${path}`);
    }
    const described = operations().map(
      ({ method, path }) => `${method.toUpperCase()} ${path.replace(/\{(\w+)\}/g, ':$1')}`,
    );
    expect(described.sort()).toEqual(routes.sort());
  });

  it('tells the scopes that are asked for', async () => {
    const token = await server.tokenWith('read:limits');
    const managed = operations().filter(({ path }) => path.startsWith('/api/v2/'));
    expect(managed.length).toBeGreaterThan(28);
    for (const { method, path, operation } of managed) {
      const answer = await server.call(
        method.toUpperCase() as 'GET',
        path.slice(7).replace(/[{}]/g, ''),
        undefined,
        {
          token,
        },
      );
      // Whoever holds none is told of the first that is needed.
      const first = (operation.security ?? []).flatMap(({ management = [] }) => management.slice(0, 1));
      const scopes = [...new Set(first)];
      expect(answer.json(), `${method} ${path}`).toMatchObject({
        statusCode: 403,
        message: `Insufficient scope, expected any of: ${scopes.join(', ')}`,
      });
    }
  });

  it('tells the scopes that are needed together, and so does the reference', async () => {
    const of = operations().find(({ operation }) => operation.operationId === 'listClientConnections');
    const [one, other] = ['read:clients', 'read:client_summary'].map((scope) => ['read:connections', scope]);
    expect(of?.operation.security).toEqual([{ management: one }, { management: other }]);
    const { body } = await server.inject({ url: '/docs' });
    expect(body).toContain('<code>read:connections</code> with <code>read:client_summary</code>');
  });

  it('has bodies with the limits that are checked', () => {
    const body = document.paths?.['/api/v2/clients']?.post?.requestBody as OpenAPIV3_1.RequestBodyObject;
    expect(body.content['application/json']?.schema).toMatchObject({
      type: 'object',
      required: ['name'],
      additionalProperties: false,
      properties: { name: { minLength: 1, pattern: '^[^<>]+$' }, description: { maxLength: 140 } },
    });
  });

  it('needs no token, and is no cross-origin matter', async () => {
    const answer = await server.inject({
      url: '/openapi.json',
      headers: { origin: 'https://other.example' },
    });
    expect(answer.headers['content-type']).toBe('application/json; charset=utf-8');
    expect(answer.headers).not.toHaveProperty('access-control-allow-origin');
  });
});

describe('answers', () => {
  it('are as described', async () => {
    const client = (await server.call('POST', '/clients', { name: 'Described', app_type: 'spa' })).json();
    const grant = { client_id: client.client_id, audience, scope: ['read:clients'] };
    const path = `/clients/${client.client_id}`;
    const key = { credential_type: 'public_key', pem: rsa.publicKey };
    const grantId = (await server.call('POST', '/client-grants', grant)).json().id;
    const api = { identifier: 'https://described.example/', scopes: [{ value: 'a' }] };
    const apiId = (await server.call('POST', '/resource-servers', api)).json().id;
    const connection = { name: 'described', strategy: 'auth0', enabled_clients: [client.client_id] };
    const connectionId = (await server.call('POST', '/connections', connection)).json().id;
    await server.call('POST', `${path}/credentials`, key);
    for (const [operationId, answer] of [
      ['createClient', await server.call('POST', '/clients', { name: 'Another' })],
      ['getClient', await server.call('GET', path)],
      ['updateClient', await server.call('PATCH', path, { description: 'x' })],
      ['rotateClientSecret', await server.call('POST', `${path}/rotate-secret`)],
      ['listClients', await server.call('GET', '/clients')],
      ['listClients', await server.call('GET', '/clients?include_totals=true')],
      ['listClients', await server.call('GET', '/clients?take=1')],
      ['listCredentials', await server.call('GET', `${path}/credentials`)],
      ['listClientConnections', await server.call('GET', `${path}/connections`)],
      ['getClientGrant', await server.call('GET', `/client-grants/${grantId}`)],
      ['listClientGrants', await server.call('GET', '/client-grants?take=1')],
      ['listClientGrantOrganizations', await server.call('GET', `/client-grants/${grantId}/organizations`)],
      ['getResourceServer', await server.call('GET', `/resource-servers/${apiId}`)],
      ['listResourceServers', await server.call('GET', '/resource-servers?include_totals=true')],
      ['getConnection', await server.call('GET', `/connections/${connectionId}`)],
      ['listConnections', await server.call('GET', '/connections')],
      ['listConnectionClients', await server.call('GET', `/connections/${connectionId}/clients`)],
      ['listSigningKeys', await server.call('GET', '/keys/signing')],
      ['getSigningKey', await server.call('GET', '/keys/signing/test-signing-key')],
      ['revokeSigningKey', await server.call('PUT', '/keys/signing/test-next-key/revoke')],
      ['rotateSigningKeys', await server.call('POST', '/keys/signing/rotate')],
      ['getTenantSettings', await server.call('GET', '/tenants/settings')],
      ['issueToken', await server.token({ grant_type: 'client_credentials' })],
      ['getClient', await server.call('GET', '/clients/nobody')],
      ['createClient', await server.call('POST', '/clients', {})],
      ['getKeys', await server.inject({ url: '/.well-known/jwks.json' })],
      ['getServerMetadata', await server.inject({ url: '/.well-known/oauth-authorization-server' })],
      ['getHealth', await server.inject({ url: '/health' })],
      ['getLiveness', await server.inject({ url: '/health/live' })],
      ['getReadiness', await server.inject({ url: '/health/ready' })],
    ] as const) {
      const described = operations().find(({ operation }) => operation.operationId === operationId);
      const response = described?.operation.responses?.[answer.statusCode];
      if (!response || !('content' in response)) throw new Error(`${operationId} ${answer.statusCode}`);
      const reference = response.content?.['application/json']?.schema as OpenAPIV3_1.ReferenceObject;
      const schema = document.components?.schemas?.[reference.$ref.replace('#/components/schemas/', '')];
      const errors = Schema.Errors(schema as object, answer.json());
      expect(errors, `${operationId} ${answer.statusCode}`).toEqual([true, []]);
    }
  });
});

describe('the reference page', () => {
  it('has every operation, and loads nothing from elsewhere', async () => {
    const answer = await server.inject({ url: '/docs' });
    expect(answer.headers['content-type']).toBe('text/html; charset=utf-8');
    expect(answer.headers['content-security-policy']).toContain("default-src 'none'");
    for (const { operation, path } of operations()) {
      expect(answer.body).toContain(`id="${operation.operationId}"`);
      expect(answer.body).toContain(path);
    }
    const loaded = [...answer.body.matchAll(/(?:src|href)="([^"]*)"/g)].map(([, place]) => place ?? '');
    expect(loaded.length).toBeGreaterThan(30);
    for (const place of loaded)
      expect(place).toMatch(/^(#|\/$|\/docs\/(reference\.(css|js)|sdk\/)$|\/openapi\.json$)/);
    expect(answer.body).not.toMatch(/<script>|<style|style="|onclick/);
  });

  it('says what may be sent: types, limits and choices', async () => {
    const { body } = await server.inject({ url: '/docs' });
    expect(body).toContain('at most 140 characters');
    expect(body).toContain('&quot;non_interactive&quot;');
    expect(body).toContain('matches ^[^&lt;&gt;]+$');
  });

  const exampleOf = (page: string, id: string) =>
    new RegExp(`id="${id}".*?<pre>(.*?)</pre>`, 's')
      .exec(page)?.[1]
      ?.replaceAll('&quot;', '"')
      .replaceAll('&#39;', "'");

  it('has examples for the address of the issuer, and for a caller of the reader, in production', async () => {
    const { body } = await server.inject({ url: '/docs', headers: { host: 'id.example.com:8443' } });
    const token = exampleOf(body, 'issueToken');
    expect(token).toContain(`curl -sS ${issuer}oauth/token \\\n`);
    expect(token).toContain(
      '-d client_id="$CALLER_ID" \\\n  --data-urlencode "client_secret=$CALLER_SECRET"',
    );
    expect(body).toContain('Set CALLER_ID and CALLER_SECRET');
    expect(body).not.toMatch(/--cacert|8443/);
  });

  it('has examples that use what those before them have made', async () => {
    const { body } = await server.inject({ url: '/docs' });
    expect(exampleOf(body, 'createClientGrant')).toContain(`"client_id": "'"$CLIENT_ID"'"`);
    expect(exampleOf(body, 'updateCredential')).toContain(
      `curl -sS -X PATCH "${issuer}api/v2/clients/$CLIENT_ID/credentials/$CREDENTIAL_ID" \\\n`,
    );
    expect(exampleOf(body, 'rotateClientSecret')).toContain('previous_secret_expires_in');
  });

  it('comes with its style and its search', async () => {
    const style = await server.inject({ url: '/docs/reference.css' });
    const script = await server.inject({ url: '/docs/reference.js' });
    expect([style.statusCode, script.statusCode]).toEqual([200, 200]);
    expect(script.headers['content-type']).toBe('text/javascript; charset=utf-8');
    expect(`${style.body}${script.body}`).not.toMatch(/https?:\/\//);
  });
});

describe('examples and defaults', () => {
  const bodies = () =>
    operations().flatMap(({ operation }) => {
      const body = operation.requestBody;
      const content = body && 'content' in body ? body.content['application/json'] : undefined;
      return content
        ? [{ id: operation.operationId ?? '', required: body && 'required' in body, content }]
        : [];
    });

  it('each body that a route needs has an example that fits its schema', () => {
    const withoutExample = bodies().filter(({ content }) => content.example === undefined);
    expect(withoutExample.map(({ id }) => id)).toEqual([]);
    for (const { id, content } of bodies().filter(({ content }) => content.example !== undefined))
      expect([id, ...Schema.Errors(content.schema as object, content.example)]).toEqual([id, true, []]);
  });

  it('what a schema states as a default is what stands in for a property that is not sent', async () => {
    const { client_id } = (await server.call('POST', '/clients', { name: 'Plain' })).json();
    await server.call('POST', '/resource-servers', { identifier: 'urn:plain' });
    const made: Record<string, [path: string, body: object]> = {
      createClient: ['/clients', { name: 'Plain' }],
      createResourceServer: ['/resource-servers', { identifier: 'urn:defaults' }],
      createClientGrant: ['/client-grants', { client_id, audience: 'urn:plain', scope: [] }],
      createConnection: ['/connections', { name: 'plain', strategy: 'auth0' }],
    };
    for (const [id, [path, body]] of Object.entries(made)) {
      const schema = bodies().find((one) => one.id === id)?.content.schema as OpenAPIV3_1.SchemaObject;
      const stated = Object.entries(schema.properties ?? {}).flatMap(([name, property]) =>
        'default' in property ? [[name, property.default]] : [],
      );
      const answer = (await server.call('POST', path, body)).json();
      expect([id, stated.length > 0]).toEqual([id, true]);
      expect([id, answer]).toEqual([id, expect.objectContaining(Object.fromEntries(stated))]);
    }
  });

  it('a list says how many results a page has unless more are asked for', () => {
    const list = operations().find(({ operation }) => operation.operationId === 'listClients');
    expect(list?.operation.parameters).toEqual(
      expect.arrayContaining([
        expect.objectContaining({ name: 'per_page', schema: expect.objectContaining({ default: 50 }) }),
      ]),
    );
  });
});

describe('the pages', () => {
  const get = (url: string, headers: Record<string, string> = {}) => server.inject({ url, headers });
  const decoded = { br: brotliDecompressSync, gzip: gunzipSync };

  it('/docs/ is /docs', async () => {
    expect((await get('/docs/')).body).toBe((await get('/docs')).body);
  });

  it.each(['/', '/docs', '/docs/reference.css', '/docs/reference.js', '/openapi.json'])(
    '%s is compressed for whoever takes that, and sent again only when it has changed',
    async (url) => {
      const plain = await get(url);
      expect(plain.headers).not.toHaveProperty('content-encoding');
      const tags = new Set([plain.headers.etag]);
      for (const coding of ['br', 'gzip'] as const) {
        const { headers, rawPayload } = await get(url, { 'accept-encoding': coding });
        expect(headers).toMatchObject({
          'content-encoding': coding,
          'content-type': plain.headers['content-type'],
        });
        expect(headers.vary).toContain('accept-encoding');
        expect(Number(headers['content-length'])).toBe(rawPayload.length);
        expect(decoded[coding](rawPayload).equals(plain.rawPayload)).toBe(true);
        tags.add(headers.etag);
        const known = { 'accept-encoding': coding, 'if-none-match': `"other", W/${headers.etag}` };
        const again = await get(url, known);
        expect([again.statusCode, again.body, again.headers.etag]).toEqual([304, '', headers.etag]);
        expect((await get(url, { 'if-none-match': String(headers.etag) })).statusCode).toBe(200);
      }
      expect(tags.size).toBe(3);
    },
  );

  it('answers of the API are not compressed', async () => {
    const headers = { authorization: `Bearer ${server.admin}`, 'accept-encoding': 'br, gzip' };
    for (const url of ['/api/v2/clients', '/.well-known/jwks.json', '/health'])
      expect((await get(url, headers)).headers).not.toHaveProperty('content-encoding');
  });
});
