// Which versions of Node will do; it is asked first, so all that comes before it must run on older ones too.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { root } from './files.mjs';

/** What is wrong with a version of Node, if anything. */
export function nodeProblem(version) {
  const wanted = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')).engines.node;
  const [major, minor] = version.split('.').map(Number);
  const fits = wanted.split('||').some((range) => {
    const [, sign, wantedMajor, wantedMinor] = /(\^|>=)(\d+)\.(\d+)/.exec(range) ?? [];
    const sameLine = major === Number(wantedMajor);
    return sameLine ? minor >= Number(wantedMinor) : sign === '>=' && major > Number(wantedMajor);
  });
  if (fits) return undefined;
  return `Clientele needs Node ${wanted}, this is ${version}: install another one, for example from https://nodejs.org/`;
}
