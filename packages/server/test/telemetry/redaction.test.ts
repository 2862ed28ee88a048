import { generateKeyPairSync, randomBytes } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { createLogger } from '../../src/telemetry/logger.js';
import { withoutSecrets } from '../../src/telemetry/redaction.js';

function logged(members: object): string {
  const lines: string[] = [];
  createLogger('trace', { write: (line) => void lines.push(line) }).trace(members, 'line');
  expect(lines).toHaveLength(1);
  return lines.join();
}

describe('a log line', () => {
  it.each([
    ...['access_token', 'assertion', 'authorization', 'client_assertion', 'client_secret', 'clientSecret'],
    ...[
      'cookie',
      'encryption_key',
      'pem',
      'private_key',
      'privateKey',
      'privateKeyPem',
      'proxy-authorization',
    ],
    ...['refresh_token', 'secret', 'signing_secret', 'signingSecret', 'token'],
  ])('57: never shows %s, wherever it is and however short', (name) => {
    const secret = { [name]: 'hush' };
    const places = [
      secret,
      { a: secret },
      { list: [{ deep: [secret] }] },
      { err: Object.assign(new Error('x'), secret) },
      { err: new Error('x', { cause: Object.assign(new Error('y'), { context: secret }) }) },
      { req: { headers: secret } },
    ];
    for (const place of places) expect(logged(place)).not.toContain('hush');
  });

  it('shows the rest as it is', () => {
    const line = JSON.parse(
      logged({ a: { b: [1, 'two', null, true] }, err: new TypeError('why') }),
    ) as object;
    expect(line).toMatchObject({
      a: { b: [1, 'two', null, true] },
      err: { type: 'TypeError', message: 'why', stack: expect.stringContaining('redaction.test') },
      msg: 'line',
    });
  });

  it('shows no more of an object with an inside than what it is', () => {
    const { privateKey } = generateKeyPairSync('ed25519');
    expect(JSON.parse(logged({ key: privateKey, map: new Map([['a', 'hush']]) }))).toMatchObject({
      key: '[PrivateKeyObject]',
      map: '[Map]',
    });
  });

  it('ends where an object goes round in a circle', () => {
    const circle: Record<string, unknown> = {};
    circle.self = circle;
    expect(logged(circle)).toContain('[deep]');
  });
});

describe('text of unknown origin', () => {
  it('loses what is as long as a secret, and keeps ids and addresses', () => {
    const secret = 'x'.repeat(64);
    expect(withoutSecrets(`duplicate key "${secret}"`, 500)).toBe('duplicate key "[redacted]"');
    const harmless = `https://api.example.com/${'c'.repeat(32)}/0b7a1c9e-2f62-4e9f-9a55-9d3ce3f1f1aa`;
    expect(withoutSecrets(harmless, 500)).toBe(harmless);
  });

  /** What is left of a secret that was sent in a path, in a sentence and by itself. */
  function leftOf(secret: string): string[] {
    return [`/api/v2/clients/${secret}/credentials`, `the audience "${secret}" is unknown`, secret].map(
      (text) =>
        withoutSecrets(text, 500).replace(
          /\[redacted\]|the audience|is unknown|\/api\/v2\/clients\/|\/credentials$/g,
          '',
        ),
    );
  }

  it.each([
    ['base64', (bytes: Buffer) => bytes.toString('base64')],
    ['base64url', (bytes: Buffer) => bytes.toString('base64url')],
    ['hex', (bytes: Buffer) => bytes.toString('hex')],
    ['base64 in a URL', (bytes: Buffer) => encodeURIComponent(bytes.toString('base64'))],
  ])('57: loses secrets of 33 to 64 random bytes in %s', (_name, encode) => {
    for (let turn = 0; turn < 3000; turn += 1) {
      const secret = encode(randomBytes(33 + (turn % 32)));
      // What a few letters between two slashes leave is not worth guessing from.
      for (const left of leftOf(secret)) expect([secret, left.length < 20]).toEqual([secret, true]);
    }
  });

  it.each([43, 44, 45, 63, 64])(
    '57: loses runs of 44 and more characters, and keeps shorter ones: %s',
    (length) => {
      expect(withoutSecrets('xY'.repeat(40).slice(0, length), 500)).toBe(
        length < 44 ? 'xY'.repeat(40).slice(0, length) : '[redacted]',
      );
    },
  );

  it('57: loses each line of a PEM', () => {
    const { privateKey } = generateKeyPairSync('rsa', {
      modulusLength: 2048,
      publicKeyEncoding: { type: 'spki', format: 'pem' },
      privateKeyEncoding: { type: 'pkcs8', format: 'pem' },
    });
    const lines = privateKey.split('\n').filter((line) => line.length >= 44 && !line.startsWith('-'));
    const logged = withoutSecrets(privateKey, 5000);
    for (const line of lines) expect(logged).not.toContain(line.slice(0, 20));
  });

  it('57: does not lose half of a secret only, where it is cut', () => {
    for (let before = 0; before < 64; before += 1) {
      const text = `${' '.repeat(before)}${randomBytes(48).toString('hex')}`;
      expect(withoutSecrets(text, 64).trim()).toBe('[redacted]'.slice(0, 64 - before));
    }
  });

  it.each([
    '/api/v2/clients/AaBbCcDdEeFfGgHhIiJjKkLlMmNnOoPp/credentials/cred_AbCdEfGhJkMnPqRsTuVwXy',
    '/api/v2/clients/tpc_AbCdEfGhJkMnPqRsTuVwXy/credentials/cred_AbCdEfGhJkMnPqRsTuVwXy',
    '/api/v2/client-grants/cgr_AaBbCcDdEeFfGgHh/organizations',
    '/api/v2/resource-servers/0123456789abcdef01234567',
    '/api/v2/connections/con_AaBbCcDdEeFfGgHh/clients',
    '/api/v2/keys/signing/AbCdEfGhIjKlMnOpQrStUvWxYz-_0123456789abcde/revoke',
    '/api/v2/logs/log_017642600000000000a1b2c3d4e5f6',
    '/.well-known/openid-configuration/and/more/of/a/path/that/goes/on/and/on/and/on',
    '/wp-content/plugins/some-plugin/assets/js/admin/settings/page.js?v=1',
    '/docs/sdk/classes/ManagementClient.html',
    'https://api.example.com/some/rather/long/path/of/ordinary/words/that-are-joined/with_others',
    '/srv/clientele/node_modules/@fastify/type-provider-typebox/dist/index.js:12:34',
    'Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/120.0.0.0 Safari/537.36',
    'auth0-python/4.7.1 (+https://github.com/auth0/auth0-python) python-requests/2.31.0',
  ])('57: keeps the path or address %s', (text) => {
    expect(withoutSecrets(text, 500)).toBe(text);
  });

  it('57: keeps what is around a secret in a path', () => {
    const secret = 'q83vEjRWeJCrze8SNFZ4kKvN7xI0VniQq83v/xI0VniQq83vEjRWeJCrze8SNFZ4';
    expect(withoutSecrets(`/api/v2/clients/${secret}/credentials`, 500)).toBe(
      '/api/v2/clients/[redacted]/credentials',
    );
  });

  it('is cut', () => {
    expect(withoutSecrets('a b '.repeat(1000), 10)).toBe('a b a b a ');
  });
});
