import { describe, expect, it } from 'vitest';
import { read, refusal } from './invocation.js';

describe('origins of pages', () => {
  it('are taken as they stand, each once', () => {
    const text = 'https://app.example.com, http://localhost:5173,http://[::1]:8080,https://app.example.com';
    expect(read({ CLIENTELE_CORS_ORIGINS: text }).corsOrigins).toEqual([
      'https://app.example.com',
      'http://localhost:5173',
      'http://[::1]:8080',
    ]);
  });

  it.each([
    '*',
    'null',
    'app.example.com',
    '//app.example.com',
    'https://*.example.com',
    'https://app.example.com/',
    'https://app.example.com/path',
    'https://app.example.com?query',
    'https://app.example.com#fragment',
    'https://user@app.example.com',
    'https://App.example.com',
    'https://app.example.com:443',
    'http://localhost:80',
    'https://app.example.com:',
    'https://app.example.com:99999',
    'https://ä.example.com',
    'https://',
    'ftp://app.example.com',
    'file:///tmp',
    'chrome-extension://abcdef',
    'https://a.example.com,',
    'https://a.example.com https://b.example.com',
    'https://a.example.com,*',
  ])('are refused where no browser sends them so: %j', (text) => {
    expect(refusal({ CLIENTELE_CORS_ORIGINS: text })).toContain(
      `CLIENTELE_CORS_ORIGINS: ${JSON.stringify(text)} given, expected origins as browsers send them`,
    );
  });
});
