import fc from 'fast-check';
import pg from 'pg';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { crossesNetworkOpenly, parseDatabaseUrl } from '../../src/config/database-url.js';

afterEach(() => vi.unstubAllEnvs());

/** What the driver itself makes of a URL and of the environment, which it reads by itself. */
function connection(url: string, env: Record<string, string> = {}): { host: string; tls: string } {
  for (const [name, value] of Object.entries(env)) vi.stubEnv(name, value);
  const { host, ssl } = new pg.Client({ connectionString: url }) as { host: string; ssl: unknown };
  vi.unstubAllEnvs();
  const verified =
    ssl === true || (typeof ssl === 'object' && !Object.hasOwn(ssl ?? {}, 'rejectUnauthorized'));
  return { host, tls: verified ? 'verified' : ssl ? 'unverified' : 'none' };
}

const isHere = (host: string) => ['localhost', '127.0.0.1', '::1'].includes(host) || host.startsWith('/');

/** What production makes of a URL, and where the driver goes with one that it takes. */
function verdictOn(url: string, env: Record<string, string>): 'refused' | 'open' | 'here' | 'protected' {
  if (parseDatabaseUrl(url) === undefined) return 'refused';
  if (crossesNetworkOpenly(url, env)) return 'open';
  return isHere(connection(url, env).host) ? 'here' : 'protected';
}

describe('a database that is reached in the open', () => {
  it.each<[string, Record<string, string>]>([
    ['postgres:///registry', { PGHOST: 'db.example' }],
    ['postgres:///registry?host=', { PGHOST: 'db.example' }],
    ['postgres://db.example/registry?host=', {}],
    ['postgres:///registry', { PGHOST: 'db.example', PGSSLMODE: 'verify-full' }],
    ['postgres://db.example/registry', { PGSSLMODE: 'no-verify' }],
    ['postgres://db.example/registry', { PGHOST: 'localhost' }],
    ['postgres://localhost/registry?host=db.example', {}],
    ['postgres://%64b.example/registry', {}],
    ['postgres://localhost@db.example/registry', {}],
    ['postgres://localhost:5432@db.example/registry', {}],
    ['postgres://localhost%2f@db.example/registry', {}],
    ['postgres://x.localhost/registry', {}],
    ['postgres://localhost.example/registry', {}],
    ['postgres://localhost,db.example/registry', {}],
    ['postgres://localhost%00.example/registry', {}],
    ['postgres://127.0.0.1.example/registry', {}],
    ['postgres://0.0.0.0/registry', {}],
    ['postgres://192.0.2.1/registry?hostaddr=127.0.0.1', {}],
    ['postgres://db.example/registry?service=local', { PGSERVICE: 'local', PGHOSTADDR: '127.0.0.1' }],
  ])('76: is noticed at %s with %j', (url, env) => {
    expect(parseDatabaseUrl(url)).toBe(url);
    expect(crossesNetworkOpenly(url, env)).toBe(true);
    // None of these is a false alarm, but for the variable of libpq that asks for TLS, and two that no network knows.
    if (env.PGSSLMODE === undefined) expect(connection(url, env).tls).toBe('none');
  });

  it.each<[string, Record<string, string>]>([
    ['postgres:///registry', {}],
    ['postgres:///registry', { PGHOST: '/run/postgresql' }],
    ['postgres://localhost/registry', { PGHOST: 'db.example' }],
    ['postgres://%2Frun%2Fpostgresql/registry', {}],
    ['postgres://db.example/registry?host=%2Frun%2Fpostgresql', {}],
    ['postgres://%6cocalhost/registry', {}],
    ['postgres://[::1]/registry', {}],
  ])('76: is not at %s with %j', (url, env) => {
    expect(parseDatabaseUrl(url)).toBe(url);
    expect(crossesNetworkOpenly(url, env)).toBe(false);
    expect(isHere(connection(url, env).host)).toBe(true);
  });

  it('76: is whatever the driver would connect to without TLS, however it is written', () => {
    const hosts = [
      '',
      'localhost',
      'db.example',
      '%2Frun',
      '127.0.0.1',
      '[::1]',
      '%64b',
      'x.localhost',
      'a@b',
      '/',
    ];
    const parameters = [
      ...['host=', 'host=/run', 'host=db.example', 'HOST=/run', '%68ost=db.example', 'host=localhost'],
      ...[
        'sslmode=verify-full',
        'sslmode=disable',
        'sslmode=no-verify',
        'sslmode=',
        'ssl=no-verify',
        'ssl=0',
      ],
      ...[
        'ssl=false',
        'uselibpqcompat=true',
        'sslnegotiation=direct',
        'sslmode=require',
        'port=1',
        'hostaddr=::1',
      ],
    ];
    const environment = fc.record(
      {
        PGHOST: fc.constantFrom('db.example', 'localhost', '/run', ''),
        PGSSLMODE: fc.constantFrom('no-verify', 'disable', 'verify-full'),
      },
      { requiredKeys: [] },
    );
    const urls = fc
      .tuple(
        fc.constantFrom('', 'me@', 'localhost@', 'me:p%20w@', 'me:p%@', 'a:b@localhost@'),
        fc.constantFrom(...hosts),
        fc.array(fc.constantFrom(...parameters), { maxLength: 4 }),
      )
      .map(([user, host, given]) => `postgres://${user}${host}/registry?${given.join('&')}`);
    const seen = { refused: 0, open: 0, here: 0, protected: 0 };
    fc.assert(
      fc.property(urls, environment, (url, env) => {
        const verdict = verdictOn(url, env);
        seen[verdict] += 1;
        if (verdict === 'protected')
          expect([url, env, connection(url, env).tls]).toEqual([url, env, 'verified']);
      }),
      { numRuns: 5000 },
    );
    for (const count of Object.values(seen)) expect(count).toBeGreaterThan(20);
  });
});
