import { Converter } from 'typedoc';

/** For example ` sdk-contract.md 1, management-api.md 2.3` at the end of a sentence. */
const reference = /\s+[a-z-]+\.md(?=[\s,;\d]|$)[^.]*(?:\.(?=\S)[^.]*)*$/;

/** Leaves out the sources that a comment names for those who work on the SDK: readers of the pages do not have them. */
export function withoutSources(app) {
  app.converter.on(Converter.EVENT_RESOLVE, (_context, reflection) => {
    const last = reflection.comment?.summary.at(-1);
    if (last?.kind === 'text') last.text = last.text.replace(reference, '');
  });
}
