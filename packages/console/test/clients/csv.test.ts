import { describe, expect, it } from 'vitest';
import { csv } from '../../src/clients/list/csv.js';

describe('a list as comma-separated values', () => {
  it('keeps commas, quotes and line ends within their cell', () => {
    expect(
      csv([
        ['id', 'name'],
        [1, 'a "b", c\nd'],
      ]),
    ).toBe('id,name\r\n1,"a ""b"", c\nd"\r\n');
  });

  it('leaves what is absent empty', () => {
    expect(csv([[undefined, null, false]])).toBe(',,false\r\n');
  });

  it('holds no formula that a spreadsheet would run', () => {
    for (const text of ['=1+1', '+1', '-1', '@SUM(A1)', '\t=1', '\r=1'])
      expect(csv([[text]])).toBe(`"'${text}"\r\n`);
  });
});
