import { execFileSync, spawnSync } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { crc32 } from 'node:zlib';
import {
  clientSecretLength,
  generateSecret,
  newRandomPart,
  parsePrefixedSecret,
  prefixedSecret,
  prefixedSecretPattern,
} from '@clientele/model';
import { describe, expect, it } from 'vitest';

const made = () => generateSecret(randomBytes, 'prefixed');

describe('a prefixed secret', () => {
  it('is its prefix, its id, 43 random characters and a checksum, which parsing gives back', () => {
    const { id, text, hint } = made();
    expect(hint).toBe(text.slice(26, 30));
    expect(id).toMatch(/^sec_[0-9A-Za-z]{22}$/);
    expect(text).toMatch(/^cls_[0-9A-Za-z]{71}$/);
    expect(text.length).toBeLessThanOrEqual(clientSecretLength.max);
    expect(parsePrefixedSecret(text)).toEqual({ id, random: text.slice(26, 69) });
    expect(text.slice(4, 26)).toBe(id.slice(4));
  });

  it('has as much chance in its random part as 256 bits', () => {
    expect(43 * Math.log2(62)).toBeGreaterThan(256);
    const parts = Array.from({ length: 100 }, () => newRandomPart(randomBytes));
    expect(new Set(parts).size).toBe(100);
    for (const part of parts) expect(part).toMatch(/^[0-9A-Za-z]{43}$/);
  });

  it('ends with the CRC-32 of what is before, in base62', () => {
    const digits = '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz';
    for (let turn = 0; turn < 200; turn += 1) {
      const { text } = made();
      const value = [...text.slice(-6)].reduce((sum, digit) => sum * 62 + digits.indexOf(digit), 0);
      expect(value).toBe(crc32(text.slice(0, -6)));
    }
  });

  it('is written as anybody would reckon it', () => {
    const id = `sec_${'0'.repeat(22)}`;
    expect(prefixedSecret({ id, random: '0'.repeat(43) })).toBe(`cls_${'0'.repeat(65)}0Gqc0B`);
  });

  it('with any one character changed, or two swapped, is told to be damaged', () => {
    const { text } = made();
    for (let at = 4; at < text.length; at += 1) {
      const other = text.charAt(at) === 'x' ? 'y' : 'x';
      expect(parsePrefixedSecret(`${text.slice(0, at)}${other}${text.slice(at + 1)}`)).toBe('damaged');
      const swapped = `${text.slice(0, at - 1)}${text.charAt(at)}${text.charAt(at - 1)}${text.slice(at + 1)}`;
      if (at > 4 && swapped !== text) expect(parsePrefixedSecret(swapped)).toBe('damaged');
    }
  });

  it.each(['', 'x'.repeat(64), 'CLS_abc', ' cls_', 'Zk3-9dQxT_cls_uV7'])(
    'is not %j, which is a plain one',
    (text) => {
      expect(parsePrefixedSecret(text)).toBe('plain');
    },
  );

  it.each(['cls_', `cls_${'a'.repeat(70)}`, `cls_${'a'.repeat(72)}`, `cls_${'ä'.repeat(71)}`])(
    'is not %j, which was cut, or glued to something',
    (text) => {
      expect(parsePrefixedSecret(text)).toBe('damaged');
    },
  );

  const hasGrep = spawnSync('grep', ['--version']).status === 0;
  it.runIf(hasGrep)('is found by its one pattern with grep, wherever it stands', () => {
    const { text } = made();
    const source = `const key = "${text}";\nconst other = "cls_short";\nCLIENT_SECRET=${text}\n`;
    const found = execFileSync('grep', ['-oE', prefixedSecretPattern], { input: source });
    expect(found.toString()).toBe(`${text}\n${text}\n`);
  });
});
