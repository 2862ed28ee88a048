import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { issuer, type TestServer, testServer } from '../test-server.js';

const browser = 'text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8';
const links = {
  console: '/console/',
  docs: '/docs',
  sdk: '/docs/sdk/',
  openapi: '/openapi.json',
  health: '/health',
};

let development: TestServer;
let production: TestServer;
beforeAll(async () => {
  const bootstrap = { clientId: 'admin', secretFile: "/srv/it's/secret" };
  development = await testServer({ guide: { ca: { file: '/srv/data/ca.pem' }, bootstrap } });
  production = await testServer();
});
afterAll(async () => {
  await development.close();
  await production.close();
});

const front = (server: TestServer, headers: Record<string, string> = {}) =>
  server.inject({ url: '/', headers: { accept: browser, ...headers } });

describe('the page at /', () => {
  it('tells that the server is running, its version and its issuer', async () => {
    const { statusCode, headers, body } = await front(development);
    expect([statusCode, headers['content-type']]).toEqual([200, 'text/html; charset=utf-8']);
    expect(body).toContain('Clientele is running');
    expect(body).toMatch(/\d+\.\d+\.\d+/);
    expect(body).toContain(issuer);
  });

  it('has links that lead somewhere, and loads nothing from elsewhere', async () => {
    for (const server of [development, production]) {
      const { body, headers } = await front(server);
      const places = [...body.matchAll(/(?:src|href)="([^"]*)"/g)].map(([, place = '']) => place);
      expect(places).toEqual(expect.arrayContaining(Object.values(links)));
      for (const url of places) expect([url, (await server.inject({ url })).statusCode]).toEqual([url, 200]);
      expect(headers['content-security-policy']).toContain("default-src 'none'");
      expect(body).not.toMatch(/<script|<style|style="|onclick/);
    }
  });

  it('is name and links in production', async () => {
    const { body } = await front(production);
    expect(body).toContain('<h1>Clientele</h1>');
    expect(body).not.toMatch(/<pre>|\d+\.\d+\.\d+|id\.example\.com|running/);
  });

  it('is the same as data for programs', async () => {
    for (const accept of ['application/json', '*/*', '', 'text/html;q=0.5, application/json']) {
      const answer = await front(development, { accept });
      expect(answer.headers['content-type']).toBe('application/json; charset=utf-8');
      expect(answer.json()).toEqual({
        name: 'Clientele',
        version: expect.stringMatching(/^\d+\.\d+\.\d+/),
        issuer,
        links,
      });
      expect((await front(production, { accept })).json()).toEqual({ name: 'Clientele', links });
    }
    expect((await front(development)).headers.vary).toBe('accept, accept-encoding');
  });

  it('leads to no console where it is turned off, and says there how to turn it on', async () => {
    const without = await testServer({ console: 'off' });
    const data = await without.inject({ url: '/', headers: { accept: 'application/json' } });
    expect([data.json().links.console, data.json().links.docs]).toEqual([undefined, '/docs']);
    expect((await front(without)).body).not.toContain('/console');
    for (const url of ['/console', '/console/', '/console/auth/session', '/console/api/v2/clients']) {
      const answer = await without.inject({ url });
      expect([url, answer.statusCode]).toEqual([url, 404]);
      expect(answer.body).toContain('CLIENTELE_CONSOLE=on');
    }
    await without.close();
  });

  it('does not know other methods, and answers nothing under another host', async () => {
    const posted = await development.inject({ method: 'POST', url: '/' });
    expect([posted.statusCode, posted.headers.allow]).toEqual([405, 'GET, HEAD']);
    expect((await front(development, { host: 'elsewhere.example.com' })).statusCode).toBe(421);
  });
});

describe('its commands', () => {
  const commands = async (headers: Record<string, string>) =>
    [...(await front(development, headers)).body.matchAll(/<pre>([^<]*)<\/pre>/g)].map(([, text = '']) =>
      text
        .replaceAll('&quot;', '"')
        .replaceAll('&#39;', "'")
        .replaceAll('&gt;', '>')
        .replaceAll('&amp;', '&'),
    );

  it('get a token, list the clients and register one, at the address that the reader came by', async () => {
    const [token = '', list = '', create = ''] = await commands({ host: 'ID.example.com:8080' });
    expect(token).toContain('curl -sS http://id.example.com:8080/oauth/token');
    expect(token).toContain('-d client_id=admin');
    expect(token).toContain(`"client_secret=$(cat '/srv/it'\\''s/secret')"`);
    expect(token).toContain(`audience=${issuer}api/v2/`);
    expect(list).toContain('curl -sS http://id.example.com:8080/api/v2/clients');
    expect(create).toContain('"name": "Invoice robot"');
    expect([token, list, create].join()).not.toMatch(/--cacert|[^:]\/\//);
  });

  it('are for the address of the issuer where the Host has no such port', async () => {
    const [token = ''] = await commands({ host: 'id.example.com:99999' });
    expect(token).toContain(`curl -sS ${issuer}oauth/token`);
    expect(token).toContain('--cacert /srv/data/ca.pem');
  });

  it('ask for the file of an authority that is kept in memory', async () => {
    const server = await testServer({ guide: { ca: { file: undefined } } });
    const [issuersAddress, other] = [{ host: 'id.example.com:99999' }, {}];
    expect((await front(server, issuersAddress)).body).toMatch(
      /Set CA_FILE to.*--cacert &quot;\$CA_FILE&quot;/s,
    );
    expect((await front(server, other)).body).not.toContain('CA_FILE');
    await server.close();
  });

  it('ask for a client and its secret where none is known', async () => {
    const server = await testServer({ guide: {} });
    const { body } = await front(server);
    expect(body).toContain('-d client_id=&quot;$CALLER_ID&quot;');
    expect(body).toContain('Set CALLER_ID and CALLER_SECRET');
    await server.close();
  });
});
