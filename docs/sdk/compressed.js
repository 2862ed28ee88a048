import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { brotliCompressSync, constants, gzipSync } from 'node:zlib';
import { RendererEvent } from 'typedoc';

const texts = /\.(css|html|js|svg)$/;
/** The best quality takes ten times as long for a tenth less. */
const brotli = { params: { [constants.BROTLI_PARAM_QUALITY]: 9 } };

/** Bytes; what fits into the first packets of a connection, with its header, comes no sooner in another form. RFC 6928 */
const small = 14_000;

/** Puts each larger page, and what it loads, beside itself in the forms that browsers ask for. */
export function compressed(app) {
  const compress = ({ outputDirectory }) => {
    const files = readdirSync(outputDirectory, { recursive: true }).filter((path) => texts.test(path));
    for (const file of files.map((path) => join(outputDirectory, path))) {
      const bytes = readFileSync(file);
      if (bytes.length <= small) continue;
      writeFileSync(`${file}.br`, brotliCompressSync(bytes, brotli));
      writeFileSync(`${file}.gz`, gzipSync(bytes, { level: constants.Z_BEST_COMPRESSION }));
    }
  };
  // After all others, which write when the pages are there.
  app.renderer.on(RendererEvent.END, compress, -1000);
}
