import { isBuiltin } from 'node:module';
import { type Import, importsOf, roomOf, type Sources } from './imports.js';
import type { House } from './rooms.js';

/** What a house forbids of what its sources do, one line for each import. */
export function trespasses(house: House, sources: Sources): string[] {
  return importsOf(sources).flatMap((found) => {
    const why = refusal(house, found, sources);
    return why === undefined ? [] : [`${found.from}: ${found.specifier} (${why})`];
  });
}

function refusal({ rooms, node }: House, { from, specifier, target }: Import, sources: Sources) {
  const own = roomOf(from);
  const allowed = rooms[own];
  if (!allowed) return `${own} is not listed`;
  if (own === from.replace(/\.tsx?$/, '') && [...sources.keys()].some((path) => path.startsWith(`${own}/`)))
    return `${own} is a file and a folder`;
  if (specifier.startsWith('.')) {
    if (target === undefined || !sources.has(target)) return 'leads out of the package, or nowhere';
    const other = roomOf(target);
    if (other === own) return undefined;
    if (!rooms[other]) return `${other} is not listed`;
    return allowed.rooms.includes(other) ? undefined : `${own} may not import ${other}`;
  }
  if (isBuiltin(specifier)) return node ? undefined : 'this package runs without Node';
  return allowed.packages.includes(packageOf(specifier)) ? undefined : `${own} may not import it`;
}

/** `@scope/name/part` belongs to the package `@scope/name`. */
function packageOf(specifier: string): string {
  return specifier
    .split('/')
    .slice(0, specifier.startsWith('@') ? 2 : 1)
    .join('/');
}
