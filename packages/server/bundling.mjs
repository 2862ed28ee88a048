// How the server is bundled: for the checkout by bundle.mjs, for who installs it by tools/pack. docs/decisions/0047
import { transformSync } from 'esbuild';

const target = 'node20';

/** What holds for every bundle. */
export const bundling = {
  bundle: true,
  platform: 'node',
  target,
  // What is imported later stays in files of its own, read when it is needed.
  splitting: true,
  format: 'esm',
  mainFields: ['module', 'main'],
  logLevel: 'warning',
};

/** What no bundle holds. */
export const unbundled = [
  // Has a binary beside it.
  'libsql',
  // Fastify loads these when asked for what the server does otherwise or not at all.
  '@fastify/ajv-compiler',
  '@fastify/fast-json-stringify-compiler',
  'light-my-request',
];

/** What `import.meta.url` becomes in a bundle whose files are scripts. */
export const asScripts = { define: { 'import.meta.url': 'partUrl' } };

/** A file of such a bundle in the older module system: Node starts it sooner, and can keep what V8 makes of it. */
export function asScript(text, options = {}) {
  return transformSync(text.replace(/^#!.*/, ''), {
    ...options,
    format: 'cjs',
    platform: 'node',
    target,
    supported: { 'dynamic-import': false },
    banner: "const partUrl = require('node:url').pathToFileURL(__filename).href;",
  }).code;
}
