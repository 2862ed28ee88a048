import { chmodSync, mkdirSync, symlinkSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { describe, expect, it } from 'vitest';
import { filesOfSettings, read, refusal } from './invocation.js';

const { file, folder } = filesOfSettings();

const keyFile = file('instance.key');
const production = {
  CLIENTELE_MODE: 'production',
  CLIENTELE_DATA: join(folder, 'data'),
  CLIENTELE_ISSUER: 'https://clients.example.com',
  CLIENTELE_KEY_FILE: keyFile,
  CLIENTELE_TLS_CERT_FILE: 'tls/cert.pem',
  CLIENTELE_TLS_KEY_FILE: 'tls/key.pem',
};

describe('a PostgreSQL database', () => {
  const url = (text: string) => ({ CLIENTELE_DATABASE_URL: text });

  it('is used with ten connections unless told otherwise', () => {
    const given = url('postgres://me@db.example/registry');
    expect(read(given).postgres).toEqual({
      url: given.CLIENTELE_DATABASE_URL,
      setting: 'CLIENTELE_DATABASE_URL',
      poolSize: 10,
    });
    expect(read({ ...given, CLIENTELE_DATABASE_POOL: '4' }).postgres?.poolSize).toBe(4);
    expect(read({}).postgres).toBeUndefined();
  });

  it('may be named in a file, which ends with a line break or not', () => {
    const given = { CLIENTELE_DATABASE_URL_FILE: file('url', 'postgres://me@localhost/registry\n') };
    expect(read(given).postgres?.url).toBe('postgres://me@localhost/registry');
    expect(read(given).postgres?.setting).toBe('CLIENTELE_DATABASE_URL_FILE');
  });

  it.each([
    'mysql://localhost/registry',
    'postgres://localhost',
    'postgres://localhost/',
    'localhost/registry',
    'postgres://localhost/registry?sslmode=require',
    'postgres://localhost/registry?sslmode=prefer',
    'postgres://localhost/registry?sslmode=',
    'postgres://localhost/registry?sslmode=verify-full&sslmode=disable',
    'postgres://localhost/registry?host=/run/postgresql&host=db.example',
    'postgres://localhost/registry?host=/run/postgresql&%68ost=db.example',
    'postgres://localhost/registry?ssl=true',
    'postgres://localhost/registry?sslmode=verify-full&uselibpqcompat=true',
    'postgres://localhost/registry?sslmode=disable&sslnegotiation=direct',
    'postgres://me:100%@localhost/registry',
    'postgres://me:a b@localhost/registry',
    'postgres://%ff/registry',
  ])('is not %s, and no refusal repeats what may hold a password', (text) => {
    expect(refusal(url(text))).toBe(
      `CLIENTELE_DATABASE_URL: a text of ${text.length} characters given, expected postgres://user:password@host:port/database, percent-encoded, no parameter repeated, sslmode (if given) verify-full or disable`,
    );
  });

  it('does not go with data in memory', () => {
    expect(refusal({ ...url('postgres://localhost/registry'), CLIENTELE_DATA: ':memory:' })).toBe(
      'CLIENTELE_DATABASE_URL: set together with CLIENTELE_DATA=:memory:, which uses no database: unset one of them',
    );
  });

  it('is named where it was set', () => {
    const given = { CLIENTELE_DATABASE_URL_FILE: file('open-url', 'postgres://me@db.example/registry') };
    chmodSync(given.CLIENTELE_DATABASE_URL_FILE, 0o600);
    expect(refusal({ ...production, ...given })).toMatch(/^CLIENTELE_DATABASE_URL_FILE: production connects/);
  });

  it.each([
    'postgres://me@db.example/registry',
    'postgres://me@192.0.2.1/registry?sslmode=disable',
    'postgres:///registry?host=db.example',
  ])('in production is not reached in the open: %s', (text) => {
    expect(refusal({ ...production, ...url(text) })).toContain('add ?sslmode=verify-full');
  });

  it.each([
    'postgres://me@db.example/registry?sslmode=verify-full',
    'postgres://me@localhost/registry',
    'postgres://me@127.0.0.1:5433/registry',
    'postgres://me@[::1]/registry',
    'postgres:///registry?host=/run/postgresql',
  ])('in production is reached at %s', (text) => {
    expect(read({ ...production, ...url(text) }).postgres?.url).toBe(text);
  });
});

describe('localhost', () => {
  // Names below it, and beside it, may be anybody's.
  it.each(['x.localhost', 'localhost.', 'localhost.example', 'notlocalhost', 'LOCALHOST'])(
    '76: is the address to listen on, and %s is not',
    (host) => {
      expect(refusal({ CLIENTELE_HOST: host })).toContain('expected IP addresses or localhost');
      expect(read({ CLIENTELE_HOST: 'localhost' }).host).toEqual(['127.0.0.1', '::1']);
    },
  );

  it.each(['localhost', 'x.localhost', 'a.b.localhost', 'localhost.', '127.0.0.1', '127.1.2.3', '[::1]'])(
    '76: or a name below it is no issuer in production: %s',
    (host) => {
      const issuer = `https://${host}/`;
      expect(refusal({ ...production, CLIENTELE_ISSUER: issuer })).toContain(
        'means a different server on every machine',
      );
    },
  );

  it.each(['notlocalhost.example', 'localhost.example', 'xlocalhost'])(
    '76: is not meant by the issuer %s',
    (host) => {
      const issuer = `https://${host}/`;
      expect(read({ ...production, CLIENTELE_ISSUER: issuer }).issuer).toBe(issuer);
    },
  );
});

describe('development', () => {
  it.each([
    ['localhost', ['127.0.0.1', '::1']],
    ['127.0.0.1', ['127.0.0.1']],
    ['127.1.2.3, ::1, 127.1.2.3', ['127.1.2.3', '::1']],
  ])('listens on loopback: %s', (given, host) => {
    expect(read({ CLIENTELE_HOST: given })).toMatchObject({ host, exposedDevelopment: false });
  });

  it.each(['192.0.2.1', '::2', '127.0.0.1,10.0.0.1', '0.0.0.0', '::'])('refuses to listen on %s', (given) => {
    expect(refusal({ CLIENTELE_HOST: given })).toContain(
      'CLIENTELE_HOST: development mode does not listen on ',
    );
  });

  it.each(['0.0.0.0', '::', '0.0.0.0,::'])('listens on %s where that is allowed expressly', (given) => {
    const config = read({ CLIENTELE_HOST: given, CLIENTELE_ALLOW_EXPOSED_DEVELOPMENT: 'true' });
    expect(config).toMatchObject({ host: given.split(','), exposedDevelopment: true });
  });

  it('refuses an address of the network even then', () => {
    const env = { CLIENTELE_HOST: '192.0.2.1', CLIENTELE_ALLOW_EXPOSED_DEVELOPMENT: 'true' };
    expect(refusal(env)).toBe(
      'CLIENTELE_HOST: development mode does not listen on 192.0.2.1: use 127.0.0.1, ::1 or localhost, or CLIENTELE_MODE=production',
    );
  });

  it('is exposed only where it listens beyond this machine', () => {
    expect(read({ CLIENTELE_ALLOW_EXPOSED_DEVELOPMENT: 'true' }).exposedDevelopment).toBe(false);
  });

  it('refuses CLIENTELE_TRUSTED_PROXY', () => {
    expect(refusal({ CLIENTELE_TRUSTED_PROXY: '10.0.0.1' })).toBe(
      'CLIENTELE_TRUSTED_PROXY: only for production: leave it out, or set CLIENTELE_MODE=production',
    );
  });

  it('keeps nothing in memory mode, and serves http and https as ever', () => {
    expect(read({ CLIENTELE_DATA: ':memory:' })).toMatchObject({
      data: ':memory:',
      httpPort: 4600,
      httpsPort: 4643,
      issuer: undefined,
    });
  });

  it('may have a certificate of its own, then without a CA to write', () => {
    const files = { CLIENTELE_TLS_CERT_FILE: 'cert.pem', CLIENTELE_TLS_KEY_FILE: 'key.pem' };
    expect(read(files).tls).toEqual({ certFile: resolve('cert.pem'), keyFile: resolve('key.pem') });
    expect(refusal({ CLIENTELE_TLS_CERT_FILE: 'cert.pem' })).toContain('belong together: set both');
    expect(refusal({ ...files, CLIENTELE_CA_FILE: 'ca.pem' })).toContain(
      'CLIENTELE_CA_FILE: with a certificate in CLIENTELE_TLS_CERT_FILE there is no development CA',
    );
  });

  it('answers to the host names that are listed, in small letters and each once', () => {
    const CLIENTELE_HOSTNAMES = 'clientele, Host.Docker.Internal,id.test,auth_server,clientele';
    expect(read({ CLIENTELE_HOSTNAMES }).hostnames).toEqual([
      'clientele',
      'host.docker.internal',
      'id.test',
      'auth_server',
    ]);
  });

  it.each([
    '*.test',
    'a..b',
    '-a',
    'a-',
    'https://clientele',
    'clientele:4643',
    '192.0.2.1',
    '::1',
    'a b',
    'ä.test',
    'a,',
    `${'x'.repeat(64)}.test`,
    Array.from({ length: 101 }, (_, n) => `h${n}`).join(),
  ])('refuses as a host name %j', (text) => {
    expect(refusal({ CLIENTELE_HOSTNAMES: text })).toContain('expected host names, separated by commas');
  });
});

describe('production', () => {
  const without = (...names: string[]) =>
    Object.fromEntries(Object.entries(production).filter(([name]) => !names.includes(name)));
  const tls = ['CLIENTELE_TLS_CERT_FILE', 'CLIENTELE_TLS_KEY_FILE'];

  it('serves https alone with a certificate', () => {
    expect(read(production)).toEqual({
      mode: 'production',
      data: join(folder, 'data'),
      migrate: true,
      httpPort: undefined,
      httpsPort: 4643,
      host: ['127.0.0.1'],
      issuer: 'https://clients.example.com/',
      hostnames: [],
      caFile: undefined,
      corsOrigins: [],
      keyFile,
      bootstrap: {},
      seedFile: undefined,
      clientSecrets: 'once',
      credentialRules: { perSlot: 2, secretFormat: 'plain' },
      secretOverlap: { usual: 0, most: 7_776_000 },
      tokenRules: { errors: 'auth0', assertionAudiences: [], assertionMaxLifetime: 300 },
      escalation: 'refuse',
      logLevel: 'info',
      logTokens: 'each',
      usageAddresses: 'full',
      logRetentionDays: 30,
      metricsAccess: 'closed',
      trustedProxy: [],
      limits: { rateLimit: 5000, failedAuthenticationLimit: 100, unsentBytes: 48 * 1024 * 1024 },
      connectionLimits: { connections: 2000, connectionsPerAddress: 1000, pipelinedRequests: 32 },
      signingKeyRotationDays: 0,
      tls: { certFile: resolve('tls/cert.pem'), keyFile: resolve('tls/key.pem') },
      exposedDevelopment: false,
    });
  });

  it('serves http alone behind a trusted proxy', () => {
    const behindProxy = { ...without(...tls), CLIENTELE_TRUSTED_PROXY: '10.0.0.0/8, fd00::1' };
    expect(read({ ...behindProxy, CLIENTELE_HOST: '0.0.0.0' })).toMatchObject({
      httpPort: 4600,
      httpsPort: undefined,
      host: ['0.0.0.0'],
      trustedProxy: ['10.0.0.0/8', 'fd00::1'],
      limits: { rateLimit: 5000, failedAuthenticationLimit: 100, unsentBytes: 48 * 1024 * 1024 },
      connectionLimits: { connections: 2000, connectionsPerAddress: 1000, pipelinedRequests: 32 },
      tls: undefined,
      exposedDevelopment: false,
    });
    expect(refusal({ ...behindProxy, CLIENTELE_HTTPS_PORT: '443' })).toContain('production serves https');
  });

  it.each([
    [without('CLIENTELE_ISSUER'), 'CLIENTELE_ISSUER: production needs its public https origin'],
    [
      without(...tls),
      'production serves https: set CLIENTELE_TLS_CERT_FILE and CLIENTELE_TLS_KEY_FILE, or CLIENTELE_TRUSTED_PROXY',
    ],
    [without('CLIENTELE_TLS_KEY_FILE'), 'CLIENTELE_TLS_CERT_FILE and CLIENTELE_TLS_KEY_FILE belong together'],
    [
      { ...production, CLIENTELE_HTTP_PORT: '80' },
      'CLIENTELE_HTTP_PORT: production serves http to a trusted proxy only',
    ],
    [{ ...production, CLIENTELE_DATA: ':memory:' }, 'CLIENTELE_DATA: production must not lose its data'],
    [
      { ...production, CLIENTELE_ALLOW_EXPOSED_DEVELOPMENT: 'true' },
      'CLIENTELE_ALLOW_EXPOSED_DEVELOPMENT: only for development',
    ],
    [{ ...production, CLIENTELE_HOSTNAMES: 'clientele' }, 'CLIENTELE_HOSTNAMES: only for development'],
    [{ ...production, CLIENTELE_CA_FILE: 'ca.pem' }, 'CLIENTELE_CA_FILE: only for development'],
    [
      without('CLIENTELE_KEY_FILE'),
      'CLIENTELE_KEY_FILE: production needs an instance key outside the data folder',
    ],
    [
      { ...production, CLIENTELE_KEY_FILE: join(folder, 'absent') },
      `CLIENTELE_KEY_FILE: ${join(folder, 'absent')} does not exist`,
    ],
    [
      { ...production, CLIENTELE_BOOTSTRAP_CLIENT_ID: 'admin' },
      'CLIENTELE_BOOTSTRAP_CLIENT_ID and its secret belong together',
    ],
    [
      { ...production, CLIENTELE_BOOTSTRAP_CLIENT_SECRET: '0123456789abcdef' },
      'CLIENTELE_BOOTSTRAP_CLIENT_ID and its secret belong together',
    ],
  ])('does not start: %#', (env, message) => {
    expect(refusal(env)).toContain(message);
  });

  it('does not start with its key inside the data folder, also by way of a link', () => {
    const data = join(folder, 'with-key');
    mkdirSync(data);
    const inside = join(data, 'instance.key');
    writeFileSync(inside, '');
    const link = join(folder, 'link.key');
    symlinkSync(inside, link);
    for (const path of [inside, link]) {
      expect(refusal({ ...production, CLIENTELE_DATA: data, CLIENTELE_KEY_FILE: path })).toBe(
        `CLIENTELE_KEY_FILE: ${path} is inside the data folder: move it out, so that a copy of the data alone reveals no secret`,
      );
    }
  });

  it('starts with its key beside a data folder of a similar name', () => {
    const data = join(folder, 'similar');
    mkdirSync(data);
    expect(read({ ...production, CLIENTELE_DATA: data, CLIENTELE_KEY_FILE: file('similar.key') }).data).toBe(
      data,
    );
  });
});
