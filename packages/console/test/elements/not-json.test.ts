import { describe, expect, it } from 'vitest';
import { changesBetween } from '../../src/elements/properties/changes.js';
import { holdsNotJson, NotJson, readJson } from '../../src/elements/properties/not-json.js';

describe('a text where JSON is expected', () => {
  it('is kept where it is none', () => {
    expect(readJson('{"a": [1]}')).toEqual({ a: [1] });
    expect(readJson('{"a"')).toEqual(new NotJson('{"a"'));
  });

  it('is found however deep it stands, and is not taken for a value that looks like it', () => {
    expect(holdsNotJson({ jwt: { scopes: [new NotJson('{')] } })).toBe(true);
    expect(holdsNotJson({ jwt: { scopes: { text: '{' } }, none: null })).toBe(false);
  });

  it('is a change, even of a value that looks like it', () => {
    const changes = changesBetween({ a: { text: '{' } }, { a: new NotJson('{') }, ['a']);
    expect(changes.map(({ name }) => name)).toEqual(['a']);
  });
});
