import { describe, expect, it } from 'vitest';
import { RuleError } from '../../src/error.js';
import { parseLogQuery } from '../../src/log/log-query.js';

describe('the query of a log', () => {
  it.each([
    ['type:seccft', { types: ['seccft'] }],
    ['type:"seccft"', { types: ['seccft'] }],
    ['type:(sapi OR fapi)', { types: ['sapi', 'fapi'] }],
    ['client_id:abc', { clientId: 'abc' }],
    ['client_id:"a b"', { clientId: 'a b' }],
    ['details.client_id:abc', { concernedClientId: 'abc' }],
    ['details.request_id:abc', { requestId: 'abc' }],
    ['date:[* TO *]', {}],
    ['date:[2026-01-02 TO *]', { after: Date.UTC(2026, 0, 2) }],
    ['date:[* TO 2026-01-02]', { before: Date.UTC(2026, 0, 3) - 1 }],
    [
      'date:[2026-01-02T03:04:05Z TO 2026-01-02T03:04:05.678+01:00]',
      { after: Date.UTC(2026, 0, 2, 3, 4, 5), before: Date.UTC(2026, 0, 2, 2, 4, 5, 678) },
    ],
    [
      ' type:feccft AND client_id:x  AND date:[2026-01-01T00:00Z TO *] ',
      { types: ['feccft'], clientId: 'x', after: Date.UTC(2026, 0, 1) },
    ],
  ])('%s', (q, filter) => {
    expect(parseLogQuery({ q })).toEqual(filter);
    expect(parseLogQuery({ search: q })).toEqual(filter);
  });

  it.each([
    [{}, {}],
    [{ search: 'type:seccft client_id:"x"' }, { types: ['seccft'], clientId: 'x' }],
    [
      { search: 'type:seccft client_id:x AND details.request_id:y' },
      { types: ['seccft'], clientId: 'x', requestId: 'y' },
    ],
    [
      { q: 'type:seccft', search: 'client_id:x' },
      { types: ['seccft'], clientId: 'x' },
    ],
  ])('%j', (query, filter) => {
    expect(parseLogQuery(query)).toEqual(filter);
  });

  it.each([
    'seccft',
    'type:',
    'type:none',
    'type:(sapi, fapi)',
    'type:seccft client_id:x',
    'type:seccft OR client_id:x',
    'type:seccft AND',
    'type:seccft AND type:feccft',
    'client_id:x*',
    'client_id:"x',
    'user_name:x',
    'constructor:x',
    'date:2026-01-01',
    'date:[2026-01-01]',
    'date:[2026-13-01 TO *]',
    'date:[yesterday TO *]',
    'date:{2026-01-01 TO *}',
    'NOT type:seccft',
  ])('refuses %s and says so', (q) => {
    expect(() => parseLogQuery({ q })).toThrow(RuleError);
    expect(() => parseLogQuery({ q })).toThrow(/^Query validation error: '.+' on property q\.$/);
  });

  it.each([
    { search: 'Robot' },
    { search: 'application:node' },
    { search: 'type:seccft OR client_id:x' },
    { search: 'type:seccft AND' },
    { search: 'type:seccft AND AND client_id:x' },
    { search: 'type:seccft type:feccft' },
    { q: 'type:seccft', search: 'type:seccft' },
  ])('refuses %j and says so', (query) => {
    expect(() => parseLogQuery(query)).toThrow(/^Query validation error: '.+' on property search\.$/);
  });
});
