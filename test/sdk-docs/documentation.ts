import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

/** A piece of a comment as typedoc writes it: text, code with its backticks, or a link. */
interface Piece {
  kind: string;
  text: string;
}

interface Comment {
  summary: Piece[];
  blockTags?: { tag: string; content: Piece[] }[];
}

interface Reflection {
  name: string;
  flags: { isInherited?: boolean };
  comment?: Comment;
  children?: Reflection[];
  signatures?: Reflection[];
  parameters?: Reflection[];
  readme?: Piece[];
  documents?: { name: string; content: Piece[] }[];
}

const sdk = JSON.parse(
  readFileSync(fileURLToPath(new URL('../../docs/sdk/dist/sdk.json', import.meta.url)), 'utf8'),
) as Reflection;

/** Code that readers are shown. */
export interface Example {
  /** What it is an example of, and which of several. */
  name: string;
  language: string;
  code: string;
}

/** Every example of the SDK's documentation: all `@example` blocks, and the code of the front page and the recipes. */
export function examples(): Example[] {
  const recipes = (sdk.documents ?? []).flatMap(({ name, content }) =>
    examplesIn(name, codeIn(textOf(content))),
  );
  return [...examplesIn('front page', codeIn(textOf(sdk.readme))), ...recipes, ...examplesBelow(sdk, [])];
}

function examplesBelow({ comment, children, signatures }: Reflection, path: string[]): Example[] {
  // A signature has the name of its method.
  const below = [
    ...(signatures ?? []).map((signature) => ({ reflection: signature, at: path })),
    ...(children ?? []).map((child) => ({ reflection: child, at: [...path, child.name] })),
  ];
  return [
    ...examplesIn(path.join('.'), exampleCode(comment)),
    ...below.flatMap(({ reflection, at }) =>
      reflection.flags.isInherited ? [] : examplesBelow(reflection, at),
    ),
  ];
}

type Code = Omit<Example, 'name'>;

function examplesIn(of: string, codes: Code[]): Example[] {
  return codes.map((code, index) => ({ name: index === 0 ? of : `${of} ${index + 1}`, ...code }));
}

function exampleCode(comment: Comment | undefined): Code[] {
  return tagged(comment, '@example').flatMap((block) => codeIn(textOf(block)));
}

function codeIn(text: string): Code[] {
  return [...text.matchAll(/^```(\w*)\n([\s\S]*?)^```$/gm)].map(([, language = '', code = '']) => ({
    language,
    code,
  }));
}

function tagged(comment: Comment | undefined, tag: string): Piece[][] {
  return (comment?.blockTags ?? []).filter((block) => block.tag === tag).map(({ content }) => content);
}

/** What is said of a method or function; of overloads, of the one that says most. */
export interface Documentation {
  summary: string;
  /** Verb and path, of methods that ask the server. */
  route: string;
  parameters: { name: string; summary: string }[];
  returns: string;
  scopes: string[];
  throws: string[];
  examples: Example[];
}

/** Reads what is said of a function, or of a method like `ClientsManager.get`. */
export function documentationOf(path: string): Documentation {
  const [signature] = (path.split('.').reduce(memberOf, sdk).signatures ?? []).toSorted(
    (one, other) => (other.comment?.blockTags ?? []).length - (one.comment?.blockTags ?? []).length,
  );
  const comment = signature?.comment;
  const parts = (tag: string) => tagged(comment, tag);
  return {
    summary: textOf(comment?.summary),
    route: codeOf(parts('@route').flat()).join(' '),
    parameters: (signature?.parameters ?? []).map((parameter) => ({
      name: parameter.name,
      summary: textOf(parameter.comment?.summary),
    })),
    returns: parts('@returns').map(textOf).join(' '),
    scopes: codeOf(parts('@scopes').flat()),
    throws: parts('@throws').map(textOf),
    examples: examplesIn(path, exampleCode(comment)),
  };
}

function memberOf({ name, children }: Reflection, wanted: string): Reflection {
  const found = children?.find((child) => child.name === wanted);
  if (!found) throw new Error(`${name} has no ${wanted} that is documented`);
  return found;
}

function codeOf(pieces: Piece[]): string[] {
  return pieces.flatMap(({ kind, text }) => (kind === 'code' ? [text.replaceAll('`', '')] : []));
}

function textOf(pieces: Piece[] | undefined): string {
  return (pieces ?? []).map(({ text }) => text).join('');
}
