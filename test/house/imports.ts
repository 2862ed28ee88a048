import { posix } from 'node:path';
// The compiler that documents the SDK is the last one that shows its syntax trees.
import ts from '../../docs/sdk/node_modules/typescript/lib/typescript.js';

/** The sources of a package: text by path below its `src` folder. */
export type Sources = ReadonlyMap<string, string>;

/** One import of a file; `target` is a path of the same package, or undefined where it leads elsewhere. */
export interface Import {
  from: string;
  specifier: string;
  target: string | undefined;
}

/** All imports of a package's sources, whatever their form. */
export function importsOf(sources: Sources): Import[] {
  return [...sources].flatMap(([from, text]) =>
    specifiersIn(from, text).map((specifier) => ({
      from,
      specifier,
      target: targetOf(from, specifier, sources),
    })),
  );
}

/** What else can load a file; nobody needs it here, so its name alone is refused. */
const loaders = ['createRequire', 'getBuiltinModule'];

/** What a file imports: statically, as a type, for side effects, dynamically, or by `require`. */
function specifiersIn(path: string, text: string): string[] {
  const file = ts.createSourceFile(path, text, ts.ScriptTarget.Latest, true);
  const found = file.referencedFiles.map(({ fileName }) => `./${fileName}`);
  const visit = (node: ts.Node): void => {
    const loaded = loadedBy(node);
    if (loaded) found.push(ts.isStringLiteralLike(loaded) ? loaded.text : loaded.getText());
    ts.forEachChild(node, visit);
  };
  visit(file);
  return found;
}

/** What names the module that a node loads: a text, or an expression that nobody can judge. */
function loadedBy(node: ts.Node): ts.Node | undefined {
  if (ts.isImportDeclaration(node) || ts.isExportDeclaration(node)) return node.moduleSpecifier;
  if (ts.isExternalModuleReference(node)) return node.expression;
  if (ts.isImportTypeNode(node)) return ts.isLiteralTypeNode(node.argument) ? node.argument.literal : node;
  if (ts.isModuleDeclaration(node) && ts.isStringLiteral(node.name)) return node.name;
  if (ts.isCallExpression(node)) {
    const { expression, arguments: given } = node;
    const loads =
      expression.kind === ts.SyntaxKind.ImportKeyword ||
      /^(require|require\.resolve|import\.meta\.resolve)$/.test(expression.getText());
    return loads ? (given[0] ?? node) : undefined;
  }
  return ts.isIdentifier(node) && loaders.includes(node.text) ? node : undefined;
}

function targetOf(from: string, specifier: string, sources: Sources): string | undefined {
  if (!specifier.startsWith('.')) return undefined;
  const path = posix.join(posix.dirname(from), specifier).replace(/\.(m|c)?js$/, '.$1ts');
  return sources.has(`${path}x`) ? `${path}x` : path;
}

/** The room that a file belongs to: its folder, or the file itself where it lies in none. */
export function roomOf(path: string): string {
  const folder = posix.dirname(path);
  return folder === '.' ? path.replace(/\.tsx?$/, '') : folder;
}
