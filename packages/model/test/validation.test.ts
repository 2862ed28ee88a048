import {
  ClientCreate,
  ClientUpdate,
  CredentialCreate,
  ResourceServerCreate,
  RuleError,
  validator,
} from '@clientele/model';
import * as fc from 'fast-check';
import { type TSchema, Type } from 'typebox';
import { Compile } from 'typebox/compile';
import { describe, expect, it } from 'vitest';
import { findViolation } from '../src/find-violation.js';
import { violationError } from '../src/violation.js';

function messageOf(schema: TSchema, value: unknown): string {
  try {
    validator(schema, 'Payload')(value);
  } catch (error) {
    if (error instanceof RuleError) return error.message;
    throw error;
  }
  return 'accepted';
}

const Sample = Type.Object(
  {
    name: Type.String({ minLength: 1, maxLength: 3, pattern: '^[^<>]+$', description: 'Its name' }),
    count: Type.Optional(Type.Integer({ minimum: 2, maximum: 4 })),
    ratio: Type.Optional(Type.Number()),
    kind: Type.Optional(Type.Enum(['a', 'b'], { description: 'Its kind' })),
    tags: Type.Optional(Type.Array(Type.String(), { minItems: 1, maxItems: 3, uniqueItems: true })),
    until: Type.Optional(Type.Union([Type.String({ format: 'date-time' }), Type.Null()])),
    secret: Type.Optional(Type.String({ pattern: '^x', writeOnly: true })),
    inner: Type.Optional(
      Type.Object(
        {
          list: Type.Array(Type.Object({ id: Type.String() }, { additionalProperties: false }), {
            description: 'What the list is',
          }),
        },
        { additionalProperties: false, description: 'What is inside', minProperties: 1 },
      ),
    ),
  },
  { additionalProperties: false },
);

describe('validator', () => {
  it.each([
    [{ b: 1, a: 2 }, "'Additional properties not allowed: b,a'."],
    [{}, "'Missing required property: name'."],
    [[], "'Expected type object but found type array'."],
    [null, "'Expected type object but found type null'."],
    [{ name: 5 }, "'Expected type string but found type integer' on property name (Its name)."],
    [{ name: true }, "'Expected type string but found type boolean' on property name (Its name)."],
    [{ name: {} }, "'Expected type string but found type object' on property name (Its name)."],
    [{ name: '' }, "'String is too short (0 chars), minimum 1' on property name (Its name)."],
    [{ name: 'four' }, "'String is too long (4 chars), maximum 3' on property name (Its name)."],
    [{ name: '<x>' }, "'String does not match pattern ^[^<>]+$: <x>' on property name (Its name)."],
    [{ name: 'x', count: 1.5 }, "'Expected type integer but found type number' on property count."],
    [{ name: 'x', count: 5 }, "'Value 5 is greater than maximum 4' on property count."],
    [{ name: 'x', count: 1 }, "'Value 1 is less than minimum 2' on property count."],
    [{ name: 'x', kind: 'c' }, `'No enum match for: "c"' on property kind (Its kind).`],
    [{ name: 'x', tags: [] }, "'Array is too short (0), minimum 1' on property tags."],
    [{ name: 'x', tags: ['1', '2', '3', '4'] }, "'Array is too long (4), maximum 3' on property tags."],
    [
      { name: 'x', tags: ['1', '2', '1'] },
      "'Array items are not unique (indexes 0 and 2)' on property tags.",
    ],
    [{ name: 'x', tags: [1] }, "'Expected type string but found type integer' on property tags[0]."],
    [
      { name: 'x', until: 'soon' },
      `'Object didn't pass validation for format date-time: soon' on property until.`,
    ],
    [{ name: 'x', until: 5 }, "'Expected type string but found type integer' on property until."],
    [{ name: 'x', inner: {} }, "'Missing required property: list' on property inner (What is inside)."],
    [
      { name: 'x', inner: { list: [{ id: '1' }, { id: '2', pem: 'p' }] } },
      "'Additional properties not allowed: pem' on property inner.list[1] (What the list is).",
    ],
  ])('words %j as the Management API does', (value, message) => {
    expect(messageOf(Sample, value)).toBe(`Payload validation error: ${message}`);
  });

  it('gives a valid value back as it is', () => {
    const value = { name: 'x', count: 2, ratio: 3, until: null };
    expect(validator(Sample, 'Payload')(value)).toBe(value);
  });

  it('names unknown and missing properties of the root before all else', () => {
    expect(messageOf(Sample, { kind: 5, zzz: 1 })).toContain('Additional properties not allowed: zzz');
    expect(messageOf(Sample, { kind: 5 })).toContain('Missing required property: name');
  });

  it('goes by who accepts in its place, and refuses even where it finds no rule', () => {
    const value = { name: 'x' };
    expect(validator(Sample, 'Payload', () => true)({ name: 5 })).toEqual({ name: 5 });
    expect(() => validator(Sample, 'Payload', () => false)(value)).toThrow('Invalid value');
  });

  it('answers for a query with its own code', () => {
    expect(() => validator(Sample, 'Query')({ name: 5 })).toThrow(
      new RuleError(
        400,
        'invalid_query_string',
        "Query validation error: 'Expected type string but found type integer' on property name (Its name).",
      ),
    );
  });

  it('repeats only the beginning of long values, names and lists of names', () => {
    const long = 'x'.repeat(100_000);
    expect(messageOf(Sample, { name: 'x', kind: long }).length).toBeLessThan(200);
    expect(messageOf(Sample, { name: 'x', [long]: 1 }).length).toBeLessThan(200);
    const many = Object.fromEntries(Array.from({ length: 10_000 }, (_, index) => [`unknown${index}`, 1]));
    expect(messageOf(Sample, many).length).toBeLessThan(1200);
  });

  it('never repeats a value that is a secret', () => {
    expect(messageOf(Sample, { name: 'x', secret: 'hunter2' })).not.toContain('hunter2');
  });

  it('tells by its type which form a credential should have', () => {
    expect(messageOf(CredentialCreate, {})).toContain("'Missing required property: credential_type'");
    expect(messageOf(CredentialCreate, { credential_type: 'key' })).toContain(
      `'No enum match for: "key"' on property credential_type`,
    );
    expect(messageOf(CredentialCreate, { credential_type: 'public_key' })).toContain(
      "'Missing required property: pem'",
    );
  });

  it('finds a rule that is broken exactly when the compiled schema does not accept', () => {
    const objects = [Sample, ClientCreate, ClientUpdate, ResourceServerCreate];
    const schemas: TSchema[] = [...objects, CredentialCreate];
    const checks = schemas.map((schema) => {
      const compiled = Compile(schema);
      return { schema, check: validator(schema, 'Payload', (value) => compiled.Check(value)) };
    });
    const names = objects.flatMap(({ properties }) => Object.keys(properties));
    const json = fc.jsonValue({ maxDepth: 3 });
    const name = fc.constantFrom(...names, 'credential_type', 'pem', 'subject_dn', '__proto__', 'unknown');
    const body = fc.dictionary(name, fc.oneof(json, fc.constantFrom('public_key', 'cert_subject_dn')), {
      maxKeys: 4,
    });
    fc.assert(
      fc.property(fc.constantFrom(...checks), fc.oneof(json, body), ({ schema, check }, value) => {
        const found = findViolation(schema, value);
        if (!found) expect(check(value)).toBe(value);
        else expect(() => check(value)).toThrow(violationError('Payload', found));
      }),
      { numRuns: 2000 },
    );
  });
});
