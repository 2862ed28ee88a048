import { expect, it } from 'vitest';
import { visible, visibleLines } from '../../src/elements/shown-text.js';

it('shows characters that turn or hide the text around them', () => {
  expect(visible('a\u202egpj.exe')).toBe('a\\u202egpj.exe');
  expect(visible('pay\u200bpal\u0000')).toBe('pay\\u200bpal\\u0000');
});

it('leaves what people write as it is', () => {
  for (const text of ['Zürich', 'متجر', '<b>&amp;', '👩‍💻'.replaceAll('\u200d', '')])
    expect(visible(text)).toBe(text);
});

it('leaves the lines and tabs of a program as they are', () => {
  expect(visibleLines('func main() {\n\tprint("a\u202eb")\r\n}')).toBe(
    'func main() {\n\tprint("a\\u202eb")\\u000d\n}',
  );
});
