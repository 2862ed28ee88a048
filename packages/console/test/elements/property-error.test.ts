import { describe, expect, it } from 'vitest';
import { AnswerError } from '../../src/api/failure.js';
import { errorAt, isElsewhere } from '../../src/elements/property-error.js';

const refused = (message: string) => new AnswerError(400, { message, errorCode: 'invalid_body' });

describe('what the server says is wrong with a property', () => {
  it('stands at the property, in the server’s words', () => {
    const error = refused("Payload validation error: 'Too short' on property name (Name of the client).");
    expect(errorAt(error, 'name')).toBe('Too short');
    expect(errorAt(error, 'names')).toBeUndefined();
  });

  it('says where inside of it', () => {
    const error = refused("Payload validation error: 'Not a URL' on property callbacks[3] (Address).");
    expect(errorAt(error, 'callbacks')).toBe('callbacks[3]: Not a URL');
  });

  it('stands at a property that is missing', () => {
    const error = refused("Payload validation error: 'Missing required property: name'.");
    expect(errorAt(error, 'name')).toBe('Missing required property: name');
  });

  it('stands above all fields where it names none of them', () => {
    const error = refused('The change contradicts itself.');
    expect(isElsewhere(error, ['name'])).toBe(true);
    expect(isElsewhere(undefined, ['name'])).toBe(false);
  });
});
