import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type * as TypeScript from 'typescript-5.9';
import { compilers, declarations, strict } from './compilers.js';

const generated = fileURLToPath(
  new URL('../../../node_modules/auth0/dist/esm/management/__generated/', import.meta.url),
);
const words = (text: string) => text.match(/\w+/g) ?? [];

/** The managers of auth0 v4 that the SDK has too. */
const managers = ['clients', 'client-grants', 'connections', 'keys', 'resource-servers', 'tenants'];

/** Names of types and values of auth0 v4 that its managers of these subjects speak of, directly or not. */
export function namesOfSubjects(): string[] {
  const models = readFileSync(join(generated, 'models/index.d.ts'), 'utf8');
  const bodies = new Map<string, string>();
  for (const [, name = '', body = ''] of models.matchAll(
    /^export (?:interface|type|declare const) (\w+)(.*?)(?=^export )/gms,
  ))
    bodies.set(name, `${bodies.get(name) ?? ''} ${body.replaceAll(/\/\*\*.*?\*\//gs, '')}`);
  const found = new Set<string>();
  const add = (name: string) => {
    if (found.has(name) || !bodies.has(name)) return;
    found.add(name);
    words(bodies.get(name) ?? '').forEach(add);
  };
  for (const manager of managers) {
    const text = readFileSync(join(generated, `managers/${manager}-manager.d.ts`), 'utf8');
    words(/import type {([^}]*)} from '..\/models/.exec(text)?.[1] ?? '').forEach(add);
  }
  return [...found].sort();
}

/** Every name that the SDK exports, of types too. */
export function exportedNames(): Set<string> {
  const require = createRequire(import.meta.url);
  const ts = require(join(compilers['TypeScript 5.9'], 'lib/typescript.js')) as typeof TypeScript;
  const { options } = ts.convertCompilerOptionsFromJson({ ...strict, types: [] }, '.');
  const program = ts.createProgram([declarations], options);
  const checker = program.getTypeChecker();
  const source = program.getSourceFile(declarations);
  const symbol = source && checker.getSymbolAtLocation(source);
  return new Set(symbol ? checker.getExportsOfModule(symbol).map(({ name }) => name) : []);
}
