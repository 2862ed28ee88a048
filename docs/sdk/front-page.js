import { Converter } from 'typedoc';

/** Leaves out the title of the README, since a page has the name of the SDK above it. */
export function withoutTitle(app) {
  app.converter.on(Converter.EVENT_RESOLVE_END, ({ project }) => {
    const first = project.readme?.[0];
    if (first?.kind === 'text') first.text = first.text.replace(/^# .*\n+/, '');
  });
}
