import { Converter } from 'typedoc';

const group = 'Names of auth0 v4';

/** Leaves out the names that are there for programs of auth0 v4: the README has a table of them, and each says what it is. */
export function ownNames(app) {
  const isForOthers = ({ comment }) =>
    comment?.getTag('@group')?.content.some(({ text }) => text.trim() === group);
  app.converter.on(Converter.EVENT_RESOLVE_BEGIN, ({ project }) => {
    for (const reflection of Object.values(project.reflections))
      if (isForOthers(reflection)) project.removeReflection(reflection);
  });
}
