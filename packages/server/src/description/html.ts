/** Markup that is safe to show: all that was put into it is escaped. */
export interface Html {
  text: string;
}

type Content = string | Html | readonly Html[];

/** Puts a page together; texts are escaped, markup is not. */
export function html(strings: TemplateStringsArray, ...contents: Content[]): Html {
  const parts = strings.map(
    (string, index) => string + (index < contents.length ? shown(contents[index]) : ''),
  );
  return { text: parts.join('') };
}

/** An element around a text. */
export function element(name: 'code' | 'pre' | 'b', text: string): Html {
  return { text: `<${name}>${escaped(text)}</${name}>` };
}

function shown(content: Content | undefined): string {
  if (content === undefined) return '';
  if (typeof content === 'string') return escaped(content);
  return 'text' in content ? content.text : content.map(({ text }) => text).join('');
}

function escaped(text: string): string {
  return text
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;')
    .replaceAll("'", '&#39;');
}
