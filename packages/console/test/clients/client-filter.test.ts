import { describe, expect, it } from 'vitest';
import { addressOf, filterIn, isNarrowed, searchOf } from '../../src/clients/list/client-filter.js';

const filter = (address: string) => filterIn(new URLSearchParams(address));
/** What is asked for, without what is not. */
const asked = (address: string) =>
  Object.fromEntries(Object.entries(searchOf(filter(address))).filter(([, value]) => value !== undefined));

describe('the filter of the clients', () => {
  it('asks for all that the address says', () => {
    expect(
      asked(
        'q=%20robot%20&type=spa&party=third&method=none&unused=90&expires=30&metadata=team%3Da%3Db&sort=name%3Aasc',
      ),
    ).toEqual({
      q: 'robot',
      app_type: 'spa',
      is_first_party: false,
      method: 'none',
      unused_for: 90 * 86_400,
      expiring_within: 30 * 86_400,
      'metadata.team': 'a=b',
      sort: 'name:asc',
    });
  });

  it('passes over what nobody can mean', () => {
    expect(asked('unused=soon&expires=-1&metadata=team')).toEqual({});
    expect(filter('columns=id,secret').columns).toEqual(['id']);
  });

  it('begins at the first page where it changes, and leaves out of the address what is empty', () => {
    const now = new URLSearchParams('q=a&from=cursor');
    expect(addressOf(now, { q: '', type: 'spa' }).toString()).toBe('type=spa');
    expect(addressOf(now, { columns: 'id' }).get('from')).toBe('cursor');
  });

  it('knows whether anything narrows the list', () => {
    expect(isNarrowed(filter('sort=name%3Aasc&columns=id'))).toBe(false);
    expect(isNarrowed(filter('party=first'))).toBe(true);
  });
});
