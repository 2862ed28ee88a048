import { describe, expect, it } from 'vitest';
import { askedProperties, parseClientSearch } from '../../src/search/client-query.js';

const eq = (field: string, value: string | boolean) => ({ expression: { field, operator: 'eq', value } });

describe('q without a parser', () => {
  it.each([
    ['billing robot', { text: 'billing robot' }],
    ['urn:billing', { text: 'urn:billing' }],
    ['https://a.example.com/', { text: 'https://a.example.com/' }],
    ['name: of a thing', { text: 'name: of a thing' }],
    ['rename:x', { text: 'rename:x' }],
    ['not app_type:spa', { text: 'not app_type:spa' }],
    ['name eq "a"', { text: 'name eq "a"' }],
    ['(draft)', { text: '(draft)' }],
    ['app_type:spa', eq('app_type', 'spa')],
    ['is_first_party:false', eq('is_first_party', false)],
    ['metadata.team:Billing', eq('metadata.team', 'Billing')],
    ['metadata.team.lead:Ann', eq('metadata.team.lead', 'Ann')],
    ['((name:A))', eq('name', 'a')],
    ['NOT client_id:X', { expression: { not: { field: 'client_id', operator: 'eq', value: 'X' } } }],
    ['client_grant.allow_any_organization:true', eq('client_grant.allow_any_organization', true)],
  ])('%s', (q, expected) => {
    expect(parseClientSearch(q, undefined)).toEqual(expected);
  });

  it('that begins as an expression is no plain text', () => {
    expect(() => parseClientSearch('name:a AND', undefined)).toThrow(
      "Query validation error: 'Not understood: AND (at character 8)' on property q.",
    );
  });
});

it.each([
  ['lucene', 'billing', 'Not understood: billing (at character 1)'],
  [
    'scim',
    'billing',
    'Cannot be searched: billing; expected client_id, external_client_id, name, app_type, is_first_party, updated_at, client_grant.organization_id, client_grant.allow_any_organization, metadata.KEY (at character 1)',
  ],
] as const)('with the parser %s plain text is refused', (parser, q, rule) => {
  expect(() => parseClientSearch(q, parser)).toThrow(`Query validation error: '${rule}' on property q.`);
});

it('an expression tells which properties it asks about', () => {
  const parsed = parseClientSearch(
    'name:a AND (metadata.b:c OR NOT client_grant.organization_id:d)',
    'lucene',
  );
  expect('expression' in parsed && askedProperties(parsed.expression)).toEqual({
    properties: ['name', 'client_metadata'],
    grants: true,
  });
});
