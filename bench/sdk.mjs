// What the SDK weighs and costs, beside the known one in three generations, all in one run.
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { costs } from './sdk/costs.mjs';
import { bundles, imports, installations } from './sdk/weights.mjs';

const folder = mkdtempSync(join(tmpdir(), 'clientele-bench-sdk-'));
try {
  table('installed', ['package', 'KiB', 'packages'], installations(folder));
  table('cold import, medians of interleaved runs', ['package', 'ms over an empty module'], imports(folder));
  table(
    'bundle of a program that gets and creates a client: esbuild, minified, gzip -9',
    ['through', 'KiB'],
    bundles(folder),
  );
  table(
    'CPU of one call, as a ratio to a bare fetch and json() over the same transport',
    ['package', 'memory, one by one', 'memory, 32 in flight', 'http, one by one', 'http, 32 in flight'],
    await costs(),
  );
} finally {
  rmSync(folder, { recursive: true });
}

function table(title, heads, rows) {
  const line = (cells) => `| ${cells.join(' | ')} |`;
  console.log(`\n${title}\n\n${line(heads)}\n${line(heads.map(() => '---'))}\n${rows.map(line).join('\n')}`);
}
