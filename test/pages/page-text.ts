/** The text of markup, as a reader sees it. */
export function textOf(html: string): string {
  return html
    .replaceAll(/<[^>]*>/g, '')
    .replaceAll('&lt;', '<')
    .replaceAll('&gt;', '>')
    .replaceAll('&quot;', '"')
    .replaceAll('&#39;', "'")
    .replaceAll('&amp;', '&');
}

/** The commands that a page shows, in its order. */
export function commandsOn(page: string): string[] {
  return [...page.matchAll(/<pre>([\s\S]*?)<\/pre>/g)].map(([, content = '']) => textOf(content));
}

/** An operation of the reference with its example. */
export interface Example {
  id: string;
  method: string;
  command: string;
}

/** The example of each operation in the reference, in its order. */
export function examplesOn(reference: string): Example[] {
  return reference
    .split('<article ')
    .slice(1)
    .map((article) => ({
      id: /id="(\w+)"/.exec(article)?.[1] ?? '',
      method: /class="method">(\w+)</.exec(article)?.[1] ?? '',
      command: commandsOn(article).join('\n'),
    }));
}
