#!/usr/bin/env node
import { existsSync } from 'node:fs';

const main = new URL('../dist/main.js', import.meta.url);
if (existsSync(main)) await import(main.href);
else {
  console.error('clientele: this checkout is not built yet; build it with: npm run setup');
  process.exitCode = 1;
}
