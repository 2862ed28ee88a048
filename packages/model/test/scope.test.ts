import { clientReadScopes, joinScope, managementScopes, parseScope } from '@clientele/model';
import { describe, expect, it } from 'vitest';

describe('scope', () => {
  it('is read in order, each once, whatever the spaces', () => {
    expect(parseScope(' read:a  write:a read:a ')).toEqual(['read:a', 'write:a']);
    expect(parseScope('')).toEqual([]);
  });

  it('is written space-separated', () => {
    expect(joinScope(['read:a', 'write:a'])).toBe('read:a write:a');
  });

  it('of the Management API is listed once each, with all that read clients', () => {
    const values = managementScopes.map(({ value }) => value);
    expect(new Set(values).size).toBe(values.length);
    expect(values).toEqual(expect.arrayContaining([...clientReadScopes]));
  });
});
