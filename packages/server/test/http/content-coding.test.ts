import { describe, expect, it } from 'vitest';
import { preferredCoding } from '../../src/http/content-coding.js';

describe('the coding that a caller prefers', () => {
  it.each([
    [undefined, undefined],
    ['', undefined],
    ['identity', undefined],
    ['gzip, deflate, br, zstd', 'br'],
    ['gzip, deflate', 'gzip'],
    ['GZip', 'gzip'],
    ['br;q=0.5, gzip;q=0.8', 'gzip'],
    ['br; q=0, gzip', 'gzip'],
    ['gzip;q=0', undefined],
    ['*', 'br'],
    ['*;q=0.5, br;q=0', 'gzip'],
    ['*;q=0', undefined],
    ['identity, br;q=0.5', undefined],
    ['identity;q=0.5, gzip', 'gzip'],
    ['deflate, zstd', undefined],
    ['br;q=nonsense', undefined],
    [';;,,=;q', undefined],
  ])('of %j is %j', (header, coding) => {
    expect(preferredCoding(header)).toBe(coding);
  });
});
