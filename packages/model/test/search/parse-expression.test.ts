import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  type Comparison,
  comparisonsOf,
  type Expression,
  matches,
  type Sought,
} from '../../src/search/expression.js';
import type { FieldKind } from '../../src/search/fields.js';
import { parseExpression } from '../../src/search/parse-expression.js';

const kinds = new Map<string, FieldKind>([
  ['title', 'text'],
  ['entry', 'value'],
  ['id', 'id'],
  ['open', 'boolean'],
  ['changed', 'time'],
]);
const fields = { kindOf: (name: string) => kinds.get(name), names: [...kinds.keys()].join(', ') };
const lucene = (q: string) => parseExpression(q, 'lucene', fields);
const scim = (q: string) => parseExpression(q, 'scim', fields);
const time = (text: string) => Date.parse(text);

const eq = (field: string, value: Sought): Expression => ({ field, operator: 'eq', value });
const like = (field: string, ...parts: string[]): Expression => ({ field, operator: 'like', parts });
const pr = (field: string): Expression => ({ field, operator: 'pr' });
const [a, b, c] = ['a', 'b', 'c'].map((id) => eq('id', id)) as [Expression, Expression, Expression];

describe('Lucene is read', () => {
  it.each<[string, Expression]>([
    ['id:a', a],
    ['  id:a  ', a],
    ['title:"Two Words"', eq('title', 'two words')],
    ['id:"say \\"a\\" \\\\"', eq('id', 'say "a" \\')],
    ['id:a\\*b', eq('id', 'a*b')],
    ['id:urn\\:a\\ b', eq('id', 'urn:a b')],
    ['id:urn:a', eq('id', 'urn:a')],
    ['title:Fo*', like('title', 'fo', '')],
    ['title:*Fo', like('title', '', 'fo')],
    ['title:*F*o*', like('title', '', 'f', 'o', '')],
    ['entry:Fo*', like('entry', 'Fo', '')],
    ['entry:a\\**', like('entry', 'a*', '')],
    ['title:"a*"', eq('title', 'a*')],
    ['title:*', pr('title')],
    ['open:true', eq('open', true)],
    ['changed:2027-01-15T08:00:00Z', eq('changed', time('2027-01-15T08:00:00Z'))],
    [
      'changed:2027-01-15',
      {
        and: [
          { field: 'changed', operator: 'ge', value: time('2027-01-15') },
          { field: 'changed', operator: 'le', value: time('2027-01-16') - 1 },
        ],
      },
    ],
    [
      'changed:[2027-01-15 TO 2027-01-16]',
      {
        and: [
          { field: 'changed', operator: 'ge', value: time('2027-01-15') },
          { field: 'changed', operator: 'le', value: time('2027-01-17') - 1 },
        ],
      },
    ],
    [
      'title:{a TO "b"}',
      {
        and: [
          { field: 'title', operator: 'gt', value: 'a' },
          { field: 'title', operator: 'lt', value: 'b' },
        ],
      },
    ],
    ['title:[* TO *]', pr('title')],
    ['title:[* TO b]', { and: [{ field: 'title', operator: 'le', value: 'b' }] }],
    ['id:a OR id:b AND id:c', { or: [a, { and: [b, c] }] }],
    ['(id:a OR id:b) AND NOT id:c', { and: [{ or: [a, b] }, { not: c }] }],
    ['NOT(id:a)', { not: a }],
    ['NOT NOT id:a', { not: { not: a } }],
  ])('%s', (q, expected) => {
    expect(lucene(q)).toEqual(expected);
  });
});

describe('SCIM is read', () => {
  it.each<[string, Expression]>([
    ['id eq "a"', a],
    ['id EQ "a"', a],
    ['id ne "a"', { not: a }],
    ['id pr', pr('id')],
    ['title sw "Fo*"', like('title', 'fo*', '')],
    ['title ew "Fo"', like('title', '', 'fo')],
    ['title co "F o"', like('title', '', 'f o', '')],
    ['title gt "M"', { field: 'title', operator: 'gt', value: 'm' }],
    ['open eq true', eq('open', true)],
    ['open ne "false"', { not: eq('open', false) }],
    ['changed lt "2027-01-15"', { field: 'changed', operator: 'lt', value: time('2027-01-15') }],
    ['changed gt "2027-01-15"', { field: 'changed', operator: 'gt', value: time('2027-01-16') - 1 }],
    ['id eq "a" or id eq "b" and id eq "c"', { or: [a, { and: [b, c] }] }],
    ['not (id eq "a" Or id eq "b")', { not: { or: [a, b] } }],
  ])('%s', (q, expected) => {
    expect(scim(q)).toEqual(expected);
  });
});

describe('what is not understood is refused with its place', () => {
  const known = 'expected title, entry, id, open, changed';
  it.each<['lucene' | 'scim', string, string]>([
    ['lucene', '', 'A comparison is not complete (at character 1)'],
    ['lucene', 'id:a other:b', 'Not understood: other:b (at character 6)'],
    ['lucene', 'id:a AND other:b', `Cannot be searched: other; ${known} (at character 10)`],
    ['lucene', 'id:a AND', 'Not understood: AND (at character 6)'],
    ['lucene', 'id:a AND word', 'Not understood: word (at character 10)'],
    ['lucene', 'id:a OR (id:b', 'A parenthesis is not closed (at character 9)'],
    ['lucene', 'id:a)', 'Not understood: ) (at character 5)'],
    ['lucene', 'id:"a', 'Not understood: id:"a (at character 1)'],
    ['lucene', 'id:', 'Not understood: id: (at character 1)'],
    ['lucene', 'title:[a b]', 'Not understood: title:[a b] (at character 1)'],
    ['lucene', 'id:a*', 'id is compared with eq, ne, pr only (at character 1)'],
    ['lucene', 'id:[a TO b]', 'id is compared with eq, ne, pr only (at character 1)'],
    ['lucene', 'entry:[a TO b]', 'entry is compared with eq, ne, pr, sw, ew, co only (at character 1)'],
    ['lucene', 'open:yes', 'open is true or false, and not yes (at character 1)'],
    ['lucene', 'changed:now', 'Not a date or time: now (at character 1)'],
    ['lucene', 'changed:2027*', 'changed is compared with eq, ne, pr, gt, ge, lt, le only (at character 1)'],
    ['scim', 'id', 'A comparison is not complete (at character 3)'],
    ['scim', 'id eq', 'A comparison is not complete (at character 6)'],
    ['scim', 'id is "a"', 'Not understood: is (at character 4)'],
    ['scim', 'id eq a', 'A value in double quotes is expected after id eq (at character 7)'],
    ['scim', 'id sw "a"', 'id is compared with eq, ne, pr only (at character 1)'],
    ['scim', 'id eq "a" and other pr', `Cannot be searched: other; ${known} (at character 15)`],
    ['scim', 'open eq 1', 'open is true or false, and not 1 (at character 1)'],
    ['scim', Array(6).fill('id pr').join(' or '), 'At most 5 comparisons are allowed'],
  ])('%s: %s', (parser, q, rule) => {
    expect(() => parseExpression(q, parser, fields)).toThrow(
      expect.objectContaining({
        statusCode: 400,
        code: 'invalid_query_string',
        message: `Query validation error: '${rule}' on property q.`,
      }),
    );
  });
});

const word = fc.string({
  unit: fc.constantFrom('a', 'B', '"', '\\', '*', ' ', '(', ':', 'ä', ']'),
  minLength: 1,
  maxLength: 4,
});
const comparison: fc.Arbitrary<Comparison> = fc.oneof(
  fc.record({ field: fc.constant('id'), operator: fc.constant('eq' as const), value: word }),
  fc.record({ field: fc.constant('open'), operator: fc.constant('eq' as const), value: fc.boolean() }),
  fc.record({ field: fc.constantFrom('id', 'title', 'open'), operator: fc.constant('pr' as const) }),
  fc.record({
    field: fc.constant('entry'),
    operator: fc.constant('like' as const),
    parts: fc.oneof(
      word.map((one) => [one, '']),
      word.map((one) => ['', one]),
      word.map((one) => ['', one, '']),
    ),
  }),
);
const { tree } = fc.letrec<{ tree: Expression }>((tie) => ({
  tree: fc.oneof(
    { maxDepth: 2 },
    comparison,
    fc.array(tie('tree'), { minLength: 2, maxLength: 2 }).map((and) => ({ and })),
    fc.array(tie('tree'), { minLength: 2, maxLength: 2 }).map((or) => ({ or })),
    tie('tree').map((not) => ({ not })),
  ),
}));
const small = tree.filter((expression) => comparisonsOf(expression).length <= 5);

const quoted = (text: string) => `"${text.replace(/["\\]/g, '\\$&')}"`;
const escaped = (text: string) => text.replace(/["\\*\s():[\]{}]/g, '\\$&');

function written(
  expression: Expression,
  write: (one: Comparison) => string,
  words: [string, string, string],
): string {
  const [and, or, not] = words;
  const inner = (one: Expression) => `(${written(one, write, words)})`;
  if ('and' in expression) return expression.and.map(inner).join(` ${and} `);
  if ('or' in expression) return expression.or.map(inner).join(` ${or} `);
  return 'not' in expression ? `${not} ${inner(expression.not)}` : write(expression);
}

function inLucene(one: Comparison): string {
  if (one.operator === 'pr') return `${one.field}:*`;
  if (one.operator === 'like') return `${one.field}:${one.parts.map(escaped).join('*')}`;
  return `${one.field}:${typeof one.value === 'string' ? quoted(one.value) : one.value}`;
}

function inScim(one: Comparison): string {
  if (one.operator === 'pr') return `${one.field} pr`;
  if (one.operator !== 'like')
    return `${one.field} eq ${typeof one.value === 'string' ? quoted(one.value) : one.value}`;
  const [first = '', second = ''] = one.parts;
  const operator = one.parts.length === 3 ? 'co' : first === '' ? 'ew' : 'sw';
  return `${one.field} ${operator} ${quoted(first || second)}`;
}

it('what is written in either language is read as what was meant', () => {
  fc.assert(
    fc.property(small, (expression) => {
      expect(lucene(written(expression, inLucene, ['AND', 'OR', 'NOT']))).toEqual(expression);
      expect(scim(written(expression, inScim, ['and', 'or', 'not']))).toEqual(expression);
    }),
  );
});

it('any text is read or refused', () => {
  const pieces = fc.constantFrom(
    'id',
    'title',
    ':',
    'a',
    '*',
    '"',
    '\\',
    '(',
    ')',
    '[',
    ' TO ',
    ']',
    '{',
    '}',
    ' AND ',
    ' or ',
    ' eq ',
    'NOT',
    ' ',
    '𝒳',
  );
  fc.assert(
    fc.property(
      fc.array(pieces, { maxLength: 20 }),
      fc.constantFrom('lucene' as const, 'scim' as const),
      (text, parser) => {
        try {
          parseExpression(text.join(''), parser, fields);
        } catch (error) {
          expect(error).toMatchObject({ statusCode: 400, code: 'invalid_query_string' });
        }
      },
    ),
    { numRuns: 1000 },
  );
});

describe('an object matches', () => {
  const object = new Map<string, Sought>([
    ['title', 'banana'],
    ['id', 'X'],
    ['open', true],
    ['changed', 10],
  ]);
  const on = (expression: Expression) => matches(expression, (field) => object.get(field));
  it.each<[boolean, Expression]>([
    [true, eq('title', 'banana')],
    [false, eq('title', 'Banana')],
    [true, like('title', 'ban', '')],
    [true, like('title', 'b', 'n', 'n', 'a')],
    [false, like('title', 'b', 'n', 'n', 'n', 'a')],
    [false, like('title', 'banan', 'nana')],
    [true, like('title', '', 'nan', '')],
    [true, like('title', '', '')],
    [false, like('entry', '', '')],
    [false, eq('entry', '')],
    [true, { not: eq('entry', 'x') }],
    [false, pr('entry')],
    [true, pr('id')],
    [true, { field: 'changed', operator: 'ge', value: 10 }],
    [false, { field: 'changed', operator: 'gt', value: 10 }],
    [true, { field: 'changed', operator: 'le', value: 10 }],
    [false, { field: 'changed', operator: 'lt', value: 10 }],
    [false, { field: 'entry', operator: 'lt', value: 'z' }],
    [true, { or: [eq('id', 'Y'), eq('open', true)] }],
    [false, { and: [eq('id', 'X'), eq('open', false)] }],
  ])('%s: %j', (expected, expression) => {
    expect(on(expression)).toBe(expected);
  });
});
