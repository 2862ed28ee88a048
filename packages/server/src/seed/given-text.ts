import { readFileSync, statSync } from 'node:fs';
import { dirname, resolve } from 'node:path';
import type { SeedDocument, SeedPath } from './seed-document.js';

/** Where texts that are not in the seed file itself come from. */
export interface TextSources {
  /** The seed file: paths are relative to its folder. */
  file: string;
  env: NodeJS.ProcessEnv;
}

/** The lists of a seed file. */
export type SeedList = 'resource_servers' | 'clients' | 'client_grants' | 'connections';

/** More than any secret, key or certificate has. */
const longestText = 65_536;

/** The properties whose texts may be given by reference; elsewhere such an object may be what is meant. */
const byReference: Readonly<Record<SeedList, (path: SeedPath) => boolean>> = {
  resource_servers: ([first]) => first === 'signing_secret' || first === 'token_encryption',
  clients: ([first]) =>
    typeof first === 'string' &&
    ['client_id', 'client_secret', 'credentials', 'client_authentication_methods'].includes(first),
  client_grants: ([first]) => first === 'client_id' || first === 'client',
  connections: ([first, second]) => first === 'options' && second === 'client_secret',
};

/**
 * Puts texts in place of `{ env: NAME }` and `{ file: path }`, in an entry of a list.
 * @throws OperatorError where there is no such variable or file.
 */
export function withGivenTexts(
  document: SeedDocument,
  entry: { list: SeedList; index: number; value: unknown },
  sources: TextSources,
): unknown {
  const put = (value: unknown, path: SeedPath): unknown => {
    const refused = (problem: string) => document.refusal([entry.list, entry.index, ...path], problem);
    if (typeof value !== 'object' || value === null) return value;
    const reference = byReference[entry.list](path) ? referenceIn(value) : undefined;
    if (reference) return textOf(reference, sources, refused);
    if (Array.isArray(value)) return value.map((item, index) => put(item, [...path, index]));
    return Object.fromEntries(
      Object.entries(value).map(([name, part]) => [name, put(part, [...path, name])]),
    );
  };
  return put(entry.value, []);
}

type Reference = { env: string } | { file: string };

function referenceIn(value: object): Reference | undefined {
  const [only, ...others] = Object.entries(value);
  if (!only || others.length > 0 || typeof only[1] !== 'string') return undefined;
  if (only[0] === 'env') return { env: only[1] };
  return only[0] === 'file' ? { file: only[1] } : undefined;
}

function textOf(
  reference: Reference,
  { file, env }: TextSources,
  refused: (problem: string) => Error,
): string {
  if ('env' in reference) {
    const text = env[reference.env];
    if (text === undefined || text === '')
      throw refused(`the environment variable ${reference.env} is not set`);
    return text;
  }
  const path = resolve(dirname(file), reference.file);
  const text = contentOf(path);
  if (text === undefined) throw refused(`${path} cannot be read as a text of at most 64 KiB`);
  return text;
}

/** Without the line break that editors end a file with. */
function contentOf(path: string): string | undefined {
  try {
    if (statSync(path).size > longestText) return undefined;
    const text = new TextDecoder('utf-8', { fatal: true }).decode(readFileSync(path));
    return text.replace(/\r?\n$/, '');
  } catch {
    return undefined;
  }
}
