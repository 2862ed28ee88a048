import { writeFileSync } from 'node:fs';
import { join, posix } from 'node:path';
import { PageEvent, RendererEvent } from 'typedoc';

const inlineScript = /<script>([\s\S]*?)<\/script>/g;
const place = 'assets/theme.js';

/** Moves the script within the pages to a file, so that they can be served with a policy that allows none within. */
export function apart(app) {
  let script;
  app.renderer.on(PageEvent.END, (page) => {
    const path = posix.relative(posix.dirname(page.url), place);
    page.contents = page.contents?.replace(inlineScript, (_whole, code) => {
      if (script !== undefined && script !== code)
        app.logger.error('The pages have more than one script within');
      script = code;
      return `<script src="${path}"></script>`;
    });
  });
  app.renderer.on(RendererEvent.END, ({ outputDirectory }) => {
    if (script !== undefined) writeFileSync(join(outputDirectory, place), script);
  });
}
