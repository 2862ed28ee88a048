// Runs main.cjs, of which V8 need not compile again what it compiled when the bundle was made: that saves an eighth of
// a start's CPU. Another version of Node refuses what was kept, and compiles. docs/decisions/0047
import { existsSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname } from 'node:path';
import { fileURLToPath } from 'node:url';
import { Script } from 'node:vm';

const filename = fileURLToPath(new URL('main.cjs', import.meta.url));

/** Where what V8 compiled is kept. */
export const compiledFile = `${filename}.compiled`;

/** Runs the program, which stands in a function, as `require` would, and returns it as V8 has it. */
export function runMain() {
  // Its text is ASCII, which is read as it stands.
  const source = readFileSync(filename, 'latin1');
  const cachedData = existsSync(compiledFile) ? readFileSync(compiledFile) : undefined;
  const script = new Script(source, { filename, ...(cachedData && { cachedData }) });
  const module = { exports: {} };
  script.runInThisContext()(module.exports, createRequire(filename), module, filename, dirname(filename));
  return script;
}
