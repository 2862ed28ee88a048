import { join, resolve } from 'node:path';
import { describe, expect, it } from 'vitest';
import { readInvocation } from '../../src/config/config.js';
import { unknownVariables } from '../../src/config/given.js';
import { flagOf, settings } from '../../src/config/settings.js';
import { filesOfSettings, read, refusal } from './invocation.js';

const { file, folder } = filesOfSettings();

describe('settings', () => {
  it('work without any, in development', () => {
    const { console, ...others } = read({});
    expect(console).toMatchObject({
      link: true,
      clients: true,
      provider: undefined,
      idleMinutes: 30,
      sessionHours: 12,
    });
    expect(others).toEqual({
      mode: 'development',
      data: resolve('data'),
      migrate: true,
      httpPort: 4600,
      httpsPort: 4643,
      host: ['127.0.0.1', '::1'],
      issuer: undefined,
      hostnames: [],
      corsOrigins: [],
      caFile: undefined,
      keyFile: undefined,
      bootstrap: {},
      seedFile: undefined,
      clientSecrets: 'readable',
      secretOverlap: { usual: 0, most: 7_776_000 },
      tokenRules: { errors: 'auth0', assertionAudiences: [], assertionMaxLifetime: 300 },
      credentialRules: { perSlot: 2, secretFormat: 'plain' },
      escalation: 'allow',
      logLevel: 'warn',
      logTokens: 'each',
      usageAddresses: 'full',
      logRetentionDays: 30,
      metricsAccess: 'loopback',
      trustedProxy: [],
      limits: { rateLimit: 5000, failedAuthenticationLimit: 100, unsentBytes: 48 * 1024 * 1024 },
      connectionLimits: { connections: 2000, connectionsPerAddress: 1000, pipelinedRequests: 32 },
      signingKeyRotationDays: 0,
      tls: undefined,
      exposedDevelopment: false,
    });
  });

  it('have the names that scripts use', () => {
    expect(Object.values(settings).map(({ name }) => name)).toEqual([
      'CLIENTELE_MODE',
      'CLIENTELE_DATA',
      'CLIENTELE_DATABASE_URL',
      'CLIENTELE_DATABASE_URL_FILE',
      'CLIENTELE_DATABASE_POOL',
      'CLIENTELE_MIGRATE',
      'CLIENTELE_HTTP_PORT',
      'CLIENTELE_HTTPS_PORT',
      'CLIENTELE_HOST',
      'CLIENTELE_ISSUER',
      'CLIENTELE_HOSTNAMES',
      'CLIENTELE_CA_FILE',
      'CLIENTELE_KEY_FILE',
      'CLIENTELE_BOOTSTRAP_CLIENT_ID',
      'CLIENTELE_BOOTSTRAP_CLIENT_SECRET',
      'CLIENTELE_BOOTSTRAP_CLIENT_SECRET_FILE',
      'CLIENTELE_BOOTSTRAP_SCOPES',
      'CLIENTELE_SEED_FILE',
      'CLIENTELE_CLIENT_SECRETS',
      'CLIENTELE_SECRET_FORMAT',
      'CLIENTELE_MAX_CREDENTIALS',
      'CLIENTELE_SECRET_OVERLAP',
      'CLIENTELE_SECRET_OVERLAP_MAX',
      'CLIENTELE_TOKEN_ERRORS',
      'CLIENTELE_ASSERTION_AUDIENCES',
      'CLIENTELE_ASSERTION_MAX_LIFETIME',
      'CLIENTELE_ESCALATION',
      'CLIENTELE_LOG_LEVEL',
      'CLIENTELE_LOG_TOKENS',
      'CLIENTELE_USAGE_ADDRESSES',
      'CLIENTELE_LOG_RETENTION_DAYS',
      'CLIENTELE_METRICS_TOKEN',
      'CLIENTELE_METRICS_TOKEN_FILE',
      'CLIENTELE_RATE_LIMIT',
      'CLIENTELE_FAILED_AUTHENTICATION_LIMIT',
      'CLIENTELE_CONNECTION_LIMIT',
      'CLIENTELE_ADDRESS_CONNECTION_LIMIT',
      'CLIENTELE_PIPELINE_LIMIT',
      'CLIENTELE_UNSENT_LIMIT',
      'CLIENTELE_SIGNING_KEY_ROTATION_DAYS',
      'CLIENTELE_CORS_ORIGINS',
      'CLIENTELE_CONSOLE',
      'CLIENTELE_CONSOLE_ISSUER',
      'CLIENTELE_CONSOLE_CLIENT_ID',
      'CLIENTELE_CONSOLE_CLIENT_SECRET',
      'CLIENTELE_CONSOLE_CLIENT_SECRET_FILE',
      'CLIENTELE_CONSOLE_ACCESS',
      'CLIENTELE_CONSOLE_GROUPS_CLAIM',
      'CLIENTELE_CONSOLE_CLIENTS',
      'CLIENTELE_CONSOLE_IDLE_MINUTES',
      'CLIENTELE_CONSOLE_SESSION_HOURS',
      'CLIENTELE_TRUSTED_PROXY',
      'CLIENTELE_TLS_CERT_FILE',
      'CLIENTELE_TLS_KEY_FILE',
      'CLIENTELE_ALLOW_EXPOSED_DEVELOPMENT',
    ]);
  });

  it('come from a flag before the environment, and from an empty variable not at all', () => {
    expect(read({ CLIENTELE_HTTP_PORT: '5000' }).httpPort).toBe(5000);
    expect(read({ CLIENTELE_HTTP_PORT: '5000' }, '--http-port', '6000').httpPort).toBe(6000);
    expect(read({ CLIENTELE_HTTP_PORT: '5000' }, '--http-port=0').httpPort).toBe(0);
    expect(read({ CLIENTELE_HTTP_PORT: '', CLIENTELE_MODE: '' }).httpPort).toBe(4600);
  });

  it('tell the token endpoint what to accept', () => {
    const flags = ['--token-errors=rfc', '--assertion-max-lifetime=3600'];
    const audiences = 'https://id.example.com/oauth/token, https://ID.example.com';
    expect(read({ CLIENTELE_ASSERTION_AUDIENCES: audiences }, ...flags).tokenRules).toEqual({
      errors: 'rfc',
      assertionAudiences: ['https://id.example.com/oauth/token', 'https://ID.example.com'],
      assertionMaxLifetime: 3600,
    });
  });

  it('take a value that begins with dashes when it is tied to its flag', () => {
    expect(read({}, '--bootstrap-client-secret=--0123456789abcdef').bootstrap).toEqual({
      clientSecret: '--0123456789abcdef',
    });
  });

  it.each([
    ...['abc', '65536', '-1'].map((text) => [
      '--http-port',
      text,
      `--http-port: "${text}" given, expected a whole number from 0 to 65535 (0 is any free port)`,
    ]),
    ...['0', '11', 'two'].map((text) => [
      '--max-credentials',
      text,
      `--max-credentials: "${text}" given, expected a whole number from 1 to 10`,
    ]),
    ['--secret-format', 'short', '--secret-format: "short" given, expected plain or prefixed'],
    ['--mode', 'staging', '--mode: "staging" given, expected development or production'],
    [
      '--host',
      'example.com',
      '--host: "example.com" given, expected IP addresses or localhost, separated by commas',
    ],
    [
      '--host',
      '127.0.0.1,',
      '--host: "127.0.0.1," given, expected IP addresses or localhost, separated by commas',
    ],
    [
      '--log-level',
      'loud',
      '--log-level: "loud" given, expected fatal, error, warn, info, debug, trace or silent',
    ],
    ['--token-errors', 'strict', '--token-errors: "strict" given, expected auth0 or rfc'],
    ...['0', '86401', '5m'].map((text) => [
      '--assertion-max-lifetime',
      text,
      `--assertion-max-lifetime: "${text}" given, expected a whole number from 1 to 86400`,
    ]),
    ...['id.example.com', 'urn:audience', 'https://', 'https://a.example/,'].map((text) => [
      '--assertion-audiences',
      text,
      `--assertion-audiences: "${text}" given, expected http or https URLs, separated by commas`,
    ]),
    ['--secret-overlap', '-1', '--secret-overlap: "-1" given, expected a whole number from 0 to 315360000'],
    [
      '--secret-overlap',
      '7776001',
      'CLIENTELE_SECRET_OVERLAP is 7776001, which is more than CLIENTELE_SECRET_OVERLAP_MAX allows (7776000): lower the one, or raise the other',
    ],
    ['--client-secrets', 'never', '--client-secrets: "never" given, expected readable or once'],
    [
      '--bootstrap-client-id',
      'a b',
      '--bootstrap-client-id: "a b" given, expected 1 to 64 letters, digits, _ or -, and not search or cimd',
    ],
    ['--data', 'a\nb', '--data: "a\\nb" given, expected a folder, or :memory:'],
    ['--data', '', '--data: no value given, expected a folder, or :memory:'],
    ['--data', '--http-port', '--data: no value given, expected a folder, or :memory:'],
    [
      '--trusted-proxy',
      '10.0.0.0/33',
      '--trusted-proxy: "10.0.0.0/33" given, expected IP addresses or networks such as 10.0.0.0/8, separated by commas',
    ],
    [
      '--allow-exposed-development',
      'yes',
      '--allow-exposed-development: "yes" given, expected true or false',
    ],
  ])('are refused by name: %s %j', (flag, value, message) => {
    expect(refusal({}, flag, value)).toBe(message);
  });

  it('are refused by the name of their variable where they came from it', () => {
    expect(refusal({ CLIENTELE_LOG_LEVEL: 'loud' })).toBe(
      'CLIENTELE_LOG_LEVEL: "loud" given, expected fatal, error, warn, info, debug, trace or silent',
    );
  });

  it.each([['--http-prot', '1'], ['-p', '1'], ['start'], ['--', 'start'], ['--no-data'], ['---data', 'x']])(
    'are not guessed from %s',
    (...argv) => {
      const named = argv[0] === '--' ? argv[1] : argv[0];
      expect(refusal({}, ...argv)).toBe(
        `unknown argument ${JSON.stringify(named)}: --help lists the valid ones`,
      );
    },
  );

  it('give every protocol a port of its own', () => {
    expect(refusal({}, '--http-port', '4643')).toBe(
      'CLIENTELE_HTTP_PORT and CLIENTELE_HTTPS_PORT are both 4643: give each protocol a port of its own',
    );
    expect(read({}, '--http-port', '0', '--https-port', '0')).toMatchObject({ httpPort: 0, httpsPort: 0 });
  });
});

describe('unknownVariables', () => {
  it('tells of what looks like a setting and is none', () => {
    expect(
      unknownVariables({ CLIENTELE_ISUER: 'https://clients.example.com/', CLIENTELE_HTP_PORT: '80' }),
    ).toEqual([
      'CLIENTELE_ISUER is not a known setting and is ignored: check its spelling (--help lists all settings).',
      'CLIENTELE_HTP_PORT is not a known setting and is ignored: check its spelling (--help lists all settings).',
    ]);
  });

  it('says nothing of settings, of other variables, and of what containers are told of services', () => {
    const settingsOnly = Object.fromEntries(Object.values(settings).map(({ name }) => [name, 'x']));
    expect(
      unknownVariables({
        ...settingsOnly,
        PATH: '/bin',
        CLIENTELE_SERVICE_HOST: '10.0.0.7',
        CLIENTELE_SERVICE_PORT: '443',
        CLIENTELE_SERVICE_PORT_HTTPS: '443',
        CLIENTELE_PORT: 'tcp://10.0.0.7:443',
        CLIENTELE_PORT_443_TCP: 'tcp://10.0.0.7:443',
        CLIENTELE_PORT_443_TCP_PROTO: 'tcp',
        CLIENTELE_PORT_443_TCP_PORT: '443',
        CLIENTELE_PORT_443_TCP_ADDR: '10.0.0.7',
        CLIENTELE_POSTGRES_SERVICE_HOST: '10.0.0.8',
      }),
    ).toEqual([]);
  });
});

describe('--help and --version', () => {
  it('print every setting with its flag, variable, expected value and default', () => {
    const invocation = readInvocation(['--help'], {}, '1.2.3');
    if (invocation.kind !== 'print') throw new Error('started');
    for (const setting of Object.values(settings)) {
      expect(invocation.text).toContain(`--${flagOf(setting)} (${setting.name})\n      ${setting.meaning}\n`);
      expect(invocation.text).toContain(setting.expected);
    }
    expect(invocation.text).toContain('default: 4600');
    expect(invocation.text).toContain('default: warn in development, info in production');
  });

  it('print even where a setting is wrong', () => {
    expect(readInvocation(['--version'], { CLIENTELE_MODE: 'x' }, '1.2.3')).toEqual({
      kind: 'print',
      text: '1.2.3',
    });
    expect(readInvocation(['--help', 'x'], {}, '1.2.3').kind).toBe('print');
  });
});

describe('the issuer', () => {
  it.each([
    ['https://clients.example.com', 'https://clients.example.com/'],
    ['https://clients.example.com/', 'https://clients.example.com/'],
    ['https://Clients.Example.com:443/', 'https://clients.example.com/'],
    ['https://localhost:4643', 'https://localhost:4643/'],
  ])('%s becomes %s', (given, issuer) => {
    expect(read({ CLIENTELE_ISSUER: given }).issuer).toBe(issuer);
  });

  it.each([
    'http://localhost:4600/',
    'clients.example.com',
    'https://clients.example.com/path',
    'https://clients.example.com/?',
    'https://clients.example.com/#',
    'https://user:secret@clients.example.com/',
    'https://clients.example.com:99999/',
    'https://',
    'https:///',
    'https://a b/',
  ])('is not %s', (given) => {
    expect(refusal({ CLIENTELE_ISSUER: given })).toBe(
      `CLIENTELE_ISSUER: ${JSON.stringify(given)} given, expected an https origin without path, such as https://clients.example.com/`,
    );
  });
});

describe('the bootstrap client', () => {
  const secret = '0123456789abcdef';

  it('takes its secret from the setting or from a file without its last newline', () => {
    const fromFile = file('secret', `${secret}\n`);
    const fromWindows = file('secret-crlf', `${secret}\r\n`);
    expect(
      read({ CLIENTELE_BOOTSTRAP_CLIENT_ID: 'admin', CLIENTELE_BOOTSTRAP_CLIENT_SECRET: secret }).bootstrap,
    ).toEqual({
      clientId: 'admin',
      clientSecret: secret,
    });
    expect(read({ CLIENTELE_BOOTSTRAP_CLIENT_SECRET_FILE: fromFile }).bootstrap).toEqual({
      clientSecret: secret,
    });
    expect(read({ CLIENTELE_BOOTSTRAP_CLIENT_SECRET_FILE: fromWindows }).bootstrap).toEqual({
      clientSecret: secret,
    });
  });

  it('never has two sources for its secret', () => {
    const both = {
      CLIENTELE_BOOTSTRAP_CLIENT_SECRET: secret,
      CLIENTELE_BOOTSTRAP_CLIENT_SECRET_FILE: file('second', secret),
    };
    expect(refusal(both)).toBe(
      'CLIENTELE_BOOTSTRAP_CLIENT_SECRET and CLIENTELE_BOOTSTRAP_CLIENT_SECRET_FILE are both set: keep one of them',
    );
  });

  it.each([15, 256])('refuses a secret of %i characters without showing it', (length) => {
    const text = 's'.repeat(length);
    const expected = 'expected 16 to 255 characters without control characters';
    const path = file('length', text);
    expect(refusal({ CLIENTELE_BOOTSTRAP_CLIENT_SECRET: text })).toBe(
      `CLIENTELE_BOOTSTRAP_CLIENT_SECRET: a text of ${length} characters given, ${expected}`,
    );
    expect(refusal({ CLIENTELE_BOOTSTRAP_CLIENT_SECRET_FILE: path })).toBe(
      `CLIENTELE_BOOTSTRAP_CLIENT_SECRET_FILE: ${path} holds a text of ${length} characters, ${expected}`,
    );
  });

  it('accepts secrets of 16 and 255 characters', () => {
    for (const length of [16, 255]) {
      const text = 's'.repeat(length);
      expect(read({ CLIENTELE_BOOTSTRAP_CLIENT_SECRET: text }).bootstrap).toEqual({ clientSecret: text });
    }
  });

  it('names a secret file that is not there', () => {
    const path = join(folder, 'absent');
    expect(refusal({ CLIENTELE_BOOTSTRAP_CLIENT_SECRET_FILE: path })).toBe(
      `CLIENTELE_BOOTSTRAP_CLIENT_SECRET_FILE: ${path} cannot be read (it does not exist)`,
    );
  });
});

describe('the figures', () => {
  const token = 'a-token-for-the-figures';

  it('are for this machine in development, closed in production, and opened by a token in both', () => {
    expect(read({}).metricsAccess).toBe('loopback');
    expect(read({ CLIENTELE_METRICS_TOKEN: token }).metricsAccess).toEqual({ token });
    const fromFile = file('metrics', `${token}\n`);
    expect(read({ CLIENTELE_METRICS_TOKEN_FILE: fromFile }).metricsAccess).toEqual({ token });
  });

  it('refuse a token that is short or cannot be sent, without showing it', () => {
    for (const text of ['short-token-123', 'a token with blanks in it', 'ein-Schlüssel-mit-Umlaut'])
      expect(refusal({ CLIENTELE_METRICS_TOKEN: text })).toBe(
        `CLIENTELE_METRICS_TOKEN: a text of ${text.length} characters given, expected 16 to 255 visible ASCII characters`,
      );
  });
});
