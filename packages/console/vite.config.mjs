import { createRequire } from 'node:module';
import { fileURLToPath } from 'node:url';
import react from '@vitejs/plugin-react';
import { defineConfig } from 'vite';

const require = createRequire(import.meta.url);
const here = (path) => fileURLToPath(new URL(path, import.meta.url));

export default defineConfig({
  root: here('.'),
  base: '/console/',
  plugins: [react()],
  // The sources, so that the console can be built beside the packages that it uses.
  resolve: {
    alias: {
      '@clientele/model/rules': here('../model/src/rules.ts'),
      '@clientele/sdk': here('../sdk/src/index.ts'),
      // What its package names by default checks and explains, for development.
      'react-router': require
        .resolve('react-router')
        .replace('/development/', '/production/')
        .replace('.js', '.mjs'),
    },
  },
  // The server puts a nonce of its own into each page that it sends.
  html: { cspNonce: '{nonce}' },
  build: {
    outDir: here('../server/console'),
    emptyOutDir: true,
    target: 'es2022',
    // An asset inside of a page would need a policy that allows data URLs.
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    reportCompressedSize: false,
  },
  server: { port: 4601, strictPort: true },
});
