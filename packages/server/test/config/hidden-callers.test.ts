import { describe, expect, it } from 'vitest';
import { hiddenCallersWarning } from '../../src/config/hidden-callers.js';

const production = { mode: 'production', trustedProxy: [], host: ['0.0.0.0'] } as const;

describe('at the start of a production server without a trusted proxy', () => {
  it.each([
    [
      { host: ['127.0.0.1'] },
      {},
      /^CLIENTELE_TRUSTED_PROXY is not set, and the server listens on 127\.0\.0\.1 only/,
    ],
    [{ host: ['127.0.0.1', '::1'] }, {}, /lock out all/],
    [{}, { KUBERNETES_SERVICE_HOST: '10.96.0.1' }, /unless its externalTrafficPolicy is Local/],
  ])('61: it is said that callers may be hidden, with %j and %j', (config, env, text) => {
    expect(
      hiddenCallersWarning({ ...production, trustedProxy: [], host: ['0.0.0.0'], ...config }, env),
    ).toMatch(text);
  });

  it.each([
    [{ host: ['0.0.0.0'] }],
    [{ host: ['127.0.0.1'], trustedProxy: ['127.0.0.1'] }],
    [{ host: ['127.0.0.1'], mode: 'development' as const }],
    [{ host: ['127.0.0.1', '192.0.2.1'] }],
  ])('61: nothing is said with %j', (config) => {
    expect(hiddenCallersWarning({ ...production, trustedProxy: [], ...config }, {})).toBeUndefined();
  });
});
