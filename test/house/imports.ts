import { posix } from 'node:path';

/** The sources of a package: text by path below its `src` folder. */
export type Sources = ReadonlyMap<string, string>;

/** One import of a file; `target` is a path of the same package, or undefined where it leads elsewhere. */
export interface Import {
  from: string;
  specifier: string;
  target: string | undefined;
}

/** Every form: static, for side effects, a type's, dynamic, and the older module system's. */
const forms = [
  /^\s*(?:import|export)\b[^'"`;]*\bfrom\s*(?<specifier>(['"])[^'"\n]+\2)/gm,
  /^\s*import\s*(?<specifier>(['"])[^'"\n]+\2)/gm,
  /\b(?:import|require)\s*\(\s*(?<specifier>[^)]*)\)/g,
];
const comments = /\/\*[\s\S]*?\*\/|(?<=^|\s)\/\/.*$/gm;

/** All imports of a package's sources. */
export function importsOf(sources: Sources): Import[] {
  return [...sources].flatMap(([from, text]) => {
    const code = text.replace(comments, '');
    const specifiers = forms.flatMap((form) =>
      [...code.matchAll(form)].map(({ groups }) => unquoted(groups?.specifier ?? '')),
    );
    return specifiers.map((specifier) => ({ from, specifier, target: targetOf(from, specifier) }));
  });
}

/** A dynamic import may name its target by an expression; that one stays as it is written. */
function unquoted(specifier: string): string {
  return /^(['"`])([^'"`$]+)\1/.exec(specifier.trim())?.[2] ?? specifier.trim();
}

function targetOf(from: string, specifier: string): string | undefined {
  if (!specifier.startsWith('.')) return undefined;
  return posix.join(posix.dirname(from), specifier).replace(/\.js$/, '.ts');
}

/** The room that a file belongs to: its folder, or the file itself where it lies in none. */
export function roomOf(path: string): string {
  const folder = posix.dirname(path);
  return folder === '.' ? path.replace(/\.ts$/, '') : folder;
}
