// What the SDK weighs and costs, beside the known one in three generations, all in one run.
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { columns, costs } from './sdk/costs.mjs';
import { manyAtOnce } from './sdk/many-at-once.mjs';
import { bundles, imports, installations } from './sdk/weights.mjs';

const folder = mkdtempSync(join(tmpdir(), 'clientele-bench-sdk-'));
try {
  table('installed', ['package', 'KiB', 'packages'], installations(folder));
  table(
    'cold import, medians of interleaved runs',
    ['package', 'ms over an empty module', 'of v4', 'limit'],
    imports(folder),
  );
  table(
    'bundle of a program that gets and creates a client: esbuild, minified, gzip -9',
    ['through', 'KiB', 'limit'],
    bundles(folder),
  );
  table(
    'CPU of one call, as a ratio to a bare fetch and json() over the same transport',
    ['package', ...columns],
    await costs(),
  );
  table(
    '200 calls at once where 20 a second are allowed: how many end well, and when the last one ends',
    ['the limit is', 'a refusal says', '@clientele/sdk', 'auth0 4.37.1'],
    await manyAtOnce(),
  );
} finally {
  rmSync(folder, { recursive: true });
}

function table(title, heads, rows) {
  const line = (cells) => `| ${cells.join(' | ')} |`;
  console.log(`\n${title}\n\n${line(heads)}\n${line(heads.map(() => '---'))}\n${rows.map(line).join('\n')}`);
}
