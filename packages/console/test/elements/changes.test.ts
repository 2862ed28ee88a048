import { describe, expect, it } from 'vitest';
import { changesBetween, isSame, patchOf } from '../../src/elements/properties/changes.js';
import { entryOf, labelOf } from '../../src/elements/properties/schema.js';

describe('what will change', () => {
  it('is the same in another order, and what is not set is as null', () => {
    expect(isSame({ a: 1, b: [{ c: 2, d: 3 }] }, { b: [{ d: 3, c: 2 }], a: 1 })).toBe(true);
    expect(isSame(['a', 'b'], ['b', 'a'])).toBe(false);
    expect(changesBetween({}, { name: null }, ['name'])).toEqual([]);
  });

  it('is told of the properties that are named alone', () => {
    expect(changesBetween({ a: 1, b: 1 }, { a: 2, b: 2 }, ['a'])).toEqual([
      { name: 'a', before: 1, after: 2 },
    ]);
  });

  it('is sent with null for what is taken away, and of entries only those that differ', () => {
    const changes = changesBetween(
      { name: 'a', metadata: { kept: '1', other: '2', gone: '3' } },
      { metadata: { kept: '1', other: '4', added: '5' } },
      ['name', 'metadata'],
    );
    expect(patchOf(changes, (name) => name === 'metadata')).toEqual({
      name: null,
      metadata: { other: '4', gone: null, added: '5' },
    });
  });
});

describe('how a property is entered', () => {
  it('follows its schema', () => {
    expect(entryOf({ type: 'string' })).toBe('line');
    expect(entryOf({ type: 'string', maxLength: 100_000 })).toBe('text');
    expect(entryOf({ type: 'array', items: { type: 'string' } })).toBe('lines');
    expect(entryOf({ type: 'object', properties: {}, additionalProperties: { type: 'string' } })).toBe(
      'entries',
    );
  });

  it('is JSON where the content is its owner’s own', () => {
    expect(entryOf({ type: 'object', properties: {} })).toBe('json');
    expect(entryOf({})).toBe('json');
  });

  it('has a label in words', () => {
    expect(labelOf('allowed_logout_urls')).toBe('Allowed logout URLs');
  });
});
