import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

/** What the script of the theme does with what is typed. */
const asTyped =
  // biome-ignore lint/suspicious/noTemplateCurlyInString: this is how the script is written.
  'let a=i.split(" ").map(c=>c.length?`*${c}*`:"").join(" ");s=r.index.search(a).filter(';

/**
 * What it is to do instead. It takes `read:clients` for a question about a field "read" and fails, and does not find
 * `retry-after`, of which the index has the two words. What has every word is found, and only where nothing has, what
 * has one of them; a whole word counts more than a part of one.
 */
const asText = 's=findWords(i,a=>r.index.search(a)).filter(';

/** Runs in the page. */
function findWords(text, search) {
  const typed = text.match(/[^\s-]+/g) ?? [];
  const telling = typed.filter(
    (word) => !/^(an?|and|do|does|for|how|i|in|is|it|of|the|to|what|with)$/i.test(word),
  );
  const words = telling.length > 0 ? telling : typed;
  const query = (sign) =>
    words
      .map((word) => word.replace(/[:^~*+]/g, '\\$&'))
      .map((word) => `${sign}*${word}* ${word}^4`)
      .join(' ');
  const all = search(query('+'));
  return all.length > 0 ? all : search(query(''));
}

export function takeTextAsText(app, folder) {
  const file = join(folder, 'assets/main.js');
  const pieces = readFileSync(file, 'utf8').split(asTyped);
  if (pieces.length !== 2) app.logger.error('The search of the theme is not what search-typed.js changes');
  writeFileSync(file, `${pieces.join(asText)}\n${findWords}\n`);
}
