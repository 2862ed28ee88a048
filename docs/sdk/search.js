import { IndexEvent, ReflectionKind, RendererEvent } from 'typedoc';
import { sectionsOf } from './search-sections.js';
import { takeTextAsText } from './search-typed.js';
import { words } from './search-words.js';

/** How much a word counts by where it stands. */
const weights = { name: 10, words: 8, comment: 2, code: 1 };

/** What says how to do something goes before what is called for it, and both before types and properties. */
const ranks = [
  [ReflectionKind.Document, 8],
  [ReflectionKind.Method | ReflectionKind.Function, 4],
  [ReflectionKind.Class, 2],
];

/** Where words of comments are searched for: not in examples and lists of errors, which are alike for all methods. */
const searched = ['@route', '@scopes', '@returns', '@remarks'];

/** Has the search find sections of the front page and of recipes, what comments say, and texts such as scopes. */
export function search(app) {
  app.renderer.on(IndexEvent.PREPARE_INDEX, (index) => {
    Object.assign(index.searchFieldWeights, weights);
    const { project } = index.searchResults[0];
    // What is inherited is found where it is declared, and a recipe by its sections.
    for (const found of index.searchResults.toReversed())
      if (found.flags.isInherited || found.isDocument())
        index.removeResult(index.searchResults.indexOf(found));
    for (const [at, found] of index.searchResults.entries())
      index.searchFields[at] = { comment: wordsOf(found) };
    for (const { reflection, prose, code } of sectionsOf(project, app.renderer.router)) {
      index.searchResults.push(reflection);
      index.searchFields.push({ comment: withoutSigns(prose), code: withoutSigns(code) });
    }
    const unused = new Map(Object.entries(words));
    for (const [at, found] of index.searchResults.entries()) {
      found.relevanceBoost = ranks.find(([kinds]) => found.kindOf(kinds))?.[1] ?? 1;
      index.searchFields[at].words = words[found.getFullName()];
      unused.delete(found.getFullName());
    }
    for (const name of unused.keys()) app.logger.error(`search-words.js: nothing is called ${name}`);
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
  return withoutSigns(parts.map(({ text }) => text).join(''));
}

/** Words without the signs that stand close to them, in comments and in programs. */
function withoutSigns(text) {
  return text.replaceAll(/[`(),;|{}[\]<>'"=]/g, ' ');
}
