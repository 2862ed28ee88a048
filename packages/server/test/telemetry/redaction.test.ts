import { generateKeyPairSync } from 'node:crypto';
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
  it.each(['authorization', 'client_secret', 'client_assertion', 'access_token', 'signing_secret', 'pem'])(
    'never shows %s, wherever it is',
    (name) => {
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
    },
  );

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
    expect(withoutSecrets(`the key "${secret}" is there twice`, 500)).toBe(
      'the key "[redacted]" is there twice',
    );
    const harmless = `https://api.example.com/${'c'.repeat(32)}/0b7a1c9e-2f62-4e9f-9a55-9d3ce3f1f1aa`;
    expect(withoutSecrets(harmless, 500)).toBe(harmless);
  });

  it('is cut', () => {
    expect(withoutSecrets('a b '.repeat(1000), 10)).toBe('a b a b a ');
  });
});
