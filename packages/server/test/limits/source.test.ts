import { describe, expect, it } from 'vitest';
import { addressOf, networkOf, sourceOf } from '../../src/limits/source.js';

describe('one source', () => {
  it.each([
    ['192.0.2.7', '192.0.2.7'],
    ['192.0.2.7:51234', '192.0.2.7'],
    ['192.000.002.007', '192.0.2.7'],
    ['[192.0.2.7]:443', '192.0.2.7'],
    [' 192.0.2.7 ', '192.0.2.7'],
    ['::ffff:192.0.2.7', '192.0.2.7'],
    ['::FFFF:c000:0207', '192.0.2.7'],
    ['::ffff:c000:207', '192.0.2.7'],
    ['0:0:0:0:0:ffff:192.0.2.7', '192.0.2.7'],
    ['0000:0000:0000:0000:0000:ffff:c000:0207', '192.0.2.7'],
    ['::0:ffff:192.0.2.7', '192.0.2.7'],
    ['[::ffff:192.0.2.7]:51234', '192.0.2.7'],
    ['[::ffff:192.0.2.7%eth0]', '192.0.2.7'],
  ])('61: is the IPv4 address 192.0.2.7 however it is written: %s', (text, source) => {
    expect([addressOf(text), sourceOf(text)]).toEqual([source, source]);
  });

  it.each([
    '2001:db8:0:1::1',
    '2001:DB8:0:1::ffff',
    '2001:0db8:0000:0001:0000:0000:0000:0002',
    '2001:db8::1:0:0:0:9',
    '2001:db8:0:1:ffff:ffff:192.0.2.7',
    '[2001:db8:0:1::1]:443',
    '[2001:db8:0:1::1]',
    '2001:db8:0:1::1%eth0',
  ])('61: is the network of an IPv6 address, in any spelling: %s', (text) => {
    expect(sourceOf(text)).toBe('2001:db8:0:1::/64');
  });

  it('61: is not the network beside it', () => {
    expect(sourceOf('2001:db8:0:2::1')).toBe('2001:db8:0:2::/64');
    expect(sourceOf('::1')).toBe('0:0:0:0::/64');
  });

  it.each([
    '',
    'unknown',
    '_hidden',
    '192.0.2',
    '192.0.2.256',
    '::ffff:999.0.0.1',
    '1:2',
    'a'.repeat(20_000),
  ])('61: is the same one for all that is no address: %#', (text) => {
    expect(sourceOf(text)).toBe('unknown');
  });
});

it.each([
  ['192.0.2.7', '192.0.2.0/24'],
  ['::ffff:192.0.2.7', '192.0.2.0/24'],
  ['2001:db8:1:2:3:4:5:6', '2001:db8:1::/48'],
  ['::1', '0:0:0::/48'],
  ['_hidden', 'unknown'],
])('the network of %s is %s', (address, network) => {
  expect(networkOf(address)).toBe(network);
});
