import { execFileSync } from 'node:child_process';
import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { TestProject } from 'vitest/node';

declare module 'vitest' {
  interface ProvidedContext {
    /** The paths of the tarballs of this run. */
    tarballs: { clientele: string; sdk: string };
  }
}

const pack = fileURLToPath(new URL('../../tools/pack.mjs', import.meta.url));

/** Packs what is published, once for all tests of a run. */
export default function packOnce(project: TestProject): () => void {
  const folder = mkdtempSync(join(tmpdir(), 'clientele-tarballs-'));
  execFileSync(process.execPath, [pack, '--to', folder], { stdio: ['ignore', 'ignore', 'inherit'] });
  const find = (pattern: RegExp) =>
    join(folder, readdirSync(folder).find((name) => pattern.test(name)) ?? '');
  project.provide('tarballs', { clientele: find(/^clientele-\d/), sdk: find(/^clientele-sdk-\d/) });
  return () => rmSync(folder, { recursive: true });
}
