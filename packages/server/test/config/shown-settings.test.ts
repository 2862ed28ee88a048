import { expect, it } from 'vitest';
import { read } from './invocation.js';

it('settings are shown as they hold, with no secret and no URL that may have a password', () => {
  const shown = read({
    CLIENTELE_DATABASE_URL: 'postgres://clientele:database-password@localhost/clientele',
    CLIENTELE_BOOTSTRAP_CLIENT_ID: 'bootstrap',
    CLIENTELE_BOOTSTRAP_CLIENT_SECRET: 'a-bootstrap-secret-of-some-length-and-more',
    CLIENTELE_METRICS_TOKEN: 'a-metrics-token-of-some-length',
    CLIENTELE_CONSOLE_ISSUER: 'https://login.example.com/',
    CLIENTELE_CONSOLE_CLIENT_ID: 'console',
    CLIENTELE_CONSOLE_CLIENT_SECRET: 'a-console-secret-of-some-length',
    CLIENTELE_CONSOLE_ACCESS: 'group:support=read',
    CLIENTELE_LOG_LEVEL: 'info',
  }).console?.setUp;
  expect(JSON.stringify(shown)).not.toMatch(/password@|of-some-length/);
  const one = (name: string) => shown?.find((setting) => setting.name === name);
  expect(one('CLIENTELE_CONSOLE_CLIENT_SECRET')).toMatchObject({ value: null, source: 'set', secret: true });
  expect(one('CLIENTELE_LOG_LEVEL')).toMatchObject({ value: 'info', source: 'set', secret: false });
  expect(one('CLIENTELE_RATE_LIMIT')).toMatchObject({ value: '5000', source: 'default' });
  expect(one('CLIENTELE_ISSUER')).toMatchObject({ value: null, source: 'default' });
});
