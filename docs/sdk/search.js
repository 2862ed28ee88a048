import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { IndexEvent, ReflectionKind, RendererEvent } from 'typedoc';

/** Where words are searched for: not in examples and lists of errors, which are alike for all methods. */
const searched = ['@route', '@scopes', '@returns', '@remarks'];

/** Has the search find what comments say, where it stands first, and texts with signs in them, such as scopes. */
export function search(app) {
  app.renderer.on(IndexEvent.PREPARE_INDEX, (index) => {
    for (const found of index.searchResults.toReversed())
      if (found.flags.isInherited) index.removeResult(index.searchResults.indexOf(found));
    index.searchFieldWeights.comment = 2;
    for (const [at, found] of index.searchResults.entries()) {
      index.searchFields[at] = { ...index.searchFields[at], comment: wordsOf(found) };
      if (found.kindOf([ReflectionKind.Method, ReflectionKind.Document])) found.relevanceBoost = 3;
    }
  });
  app.renderer.on(RendererEvent.END, ({ outputDirectory }) => takeTextAsText(app, outputDirectory));
}

function wordsOf(reflection) {
  const commented = [reflection, ...(reflection.signatures ?? [])].flatMap((one) => [
    one,
    ...(one.parameters ?? []),
  ]);
  return commented.map(({ comment }) => textOf(comment)).join(' ');
}

function textOf(comment) {
  if (!comment) return '';
  const tags = comment.blockTags.filter(({ tag }) => searched.includes(tag));
  const parts = [comment.summary, ...tags.map(({ content }) => content)].flat();
  return parts
    .map(({ text }) => text)
    .join('')
    .replaceAll(/[`(),;]/g, ' ');
}

/**
 * What the script of the theme does with what is typed, and what it is to do instead: it takes `read:clients` for a
 * question about a field "read" and fails, and does not find `retry-after`, of which the index has the two words.
 */
// biome-ignore lint/suspicious/noTemplateCurlyInString: this is how the script is written.
const asTyped = 'split(" ").map(c=>c.length?`*${c}*`:"")';
const asText = 'split(/[\\s-]+/).map(c=>c.length?"*"+c.replace(/[:^~*+]/g,"\\\\$&")+"*":"")';

function takeTextAsText(app, folder) {
  const file = join(folder, 'assets/main.js');
  const pieces = readFileSync(file, 'utf8').split(asTyped);
  if (pieces.length !== 2) app.logger.error('The search of the theme is not what search.js changes');
  writeFileSync(file, pieces.join(asText));
}
