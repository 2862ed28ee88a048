import { expect, it } from 'vitest';
import { visible } from '../../src/elements/shown-text.js';

it('shows characters that turn or hide the text around them', () => {
  expect(visible('a\u202egpj.exe')).toBe('a\\u202egpj.exe');
  expect(visible('pay\u200bpal\u0000')).toBe('pay\\u200bpal\\u0000');
});

it('leaves what people write as it is', () => {
  for (const text of ['Zürich', 'متجر', '<b>&amp;', '👩‍💻'.replaceAll('\u200d', '')])
    expect(visible(text)).toBe(text);
});
