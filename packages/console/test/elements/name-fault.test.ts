import { describe, expect, it } from 'vitest';
import { nameFault } from '../../src/elements/name-fault.js';

describe('a name for people', () => {
  it.each(['   ', '\u200b\u00a0', '\u2800', '\u3164\n', '\u202e'])('needs more than %j', (name) => {
    expect(nameFault(name)).toBe('A name needs a character that can be seen.');
  });

  it.each(['a', ' 名 ', '🙂', '-', '', undefined, null])('may be %j, or be missed by the server', (name) => {
    expect(nameFault(name)).toBeUndefined();
  });
});
