import { DocumentReflection } from 'typedoc';

const heading = /^## (.+)$/m;
const program = /^```[\s\S]*?^```$/gm;

/** The sections of the front page and of recipes, as the search shows them: each leads to its heading. */
export function sectionsOf(project, router) {
  const recipes = project.documents ?? [];
  return [
    ...sectionsWithin(project, { title: 'Front page', content: project.readme, router }),
    ...recipes.flatMap((recipe) =>
      sectionsWithin(recipe, { title: recipe.name, content: recipe.content, router }),
    ),
  ];
}

function sectionsWithin(page, { title, content, router }) {
  const [beginning, ...rest] = content
    .map(({ text }) => text)
    .join('')
    .split(heading);
  const url = router.getFullUrl(page);
  const slugger = router.getSlugger(page);
  // Above the first heading it is about the whole page.
  const sections = [section({ name: title, parent: page.parent, text: beginning }, url)];
  for (let at = 0; at < rest.length; at += 2) {
    const [name, text] = [rest[at], rest[at + 1]];
    sections.push(section({ name, parent: page, text }, `${url}#${slugger.serialize(name).toLowerCase()}`));
  }
  return sections;

  function section({ name, parent, text }, address) {
    const reflection = new DocumentReflection(name, parent ?? page, [], {});
    router.fullUrls.set(reflection, address);
    return { reflection, prose: text.replaceAll(program, ''), code: text.match(program)?.join('\n') ?? '' };
  }
}
