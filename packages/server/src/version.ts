import { readFileSync } from 'node:fs';

/** The version of this package. */
export function version(): string {
  // Beside the sources, what the compiler makes and the bundle alike.
  const { version } = JSON.parse(readFileSync(new URL('../package.json', import.meta.url), 'utf8')) as {
    version: string;
  };
  return version;
}
