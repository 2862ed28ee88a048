import { basename } from 'node:path';
import { type Document, LineCounter, type Node, parseDocument } from 'yaml';
import { OperatorError } from '../errors/operator-error.js';

/** Property names and list indexes from the top of a document to a value in it. */
export type SeedPath = readonly (string | number)[];

/** The content of a seed file, and where in the file each part of it stands. */
export interface SeedDocument {
  value: unknown;
  /** An error that names file, line and property. */
  refusal(path: SeedPath, problem: string): OperatorError;
}

/** How deep objects and lists may be nested, as in requests. */
const maxDepth = 32;

/**
 * Reads YAML 1.2, of which JSON is a part. Keys that are there twice and what no request may hold is refused.
 * @throws OperatorError that names file and line.
 */
export function parseSeed(file: string, text: string): SeedDocument {
  const lines = new LineCounter();
  const document = parseDocument(text, { lineCounter: lines, prettyErrors: false, stringKeys: true });
  const [error] = [...document.errors, ...document.warnings];
  if (error) throw refusalAt(file, lines.linePos(error.pos[0]).line, error.message.replace(/\.?\s*$/, ''));
  const refusal = (path: SeedPath, problem: string) =>
    refusalAt(
      file,
      lineOf(document, lines, path),
      path.length > 0 ? `${written(path)}: ${problem}` : problem,
    );
  const value = plainValue(document, file);
  const fault = faultIn(value, []);
  if (fault) throw refusal(fault.path, fault.problem);
  return { value, refusal };
}

function refusalAt(file: string, line: number, problem: string): OperatorError {
  return new OperatorError(`CLIENTELE_SEED_FILE: ${basename(file)}:${line}: ${problem}`);
}

function plainValue(document: Document, file: string): unknown {
  try {
    return document.toJS({ maxAliasCount: 100 });
  } catch (error) {
    if (error instanceof ReferenceError) throw refusalAt(file, 1, error.message);
    throw error;
  }
}

/** `clients[1].callbacks[0]` */
function written(path: SeedPath): string {
  const steps = path.map((step) => (typeof step === 'number' ? `[${step}]` : `.${step}`));
  return steps.join('').replace(/^\./, '');
}

/** The line of a property's name or a list's item; where there is none, that of what it should be in. */
function lineOf(document: Document, lines: LineCounter, path: SeedPath): number {
  for (let length = path.length; length > 0; length -= 1) {
    const at = startOf(document, path.slice(0, length));
    if (at !== undefined) return lines.linePos(at).line;
  }
  return lines.linePos(document.contents?.range?.[0] ?? 0).line;
}

function startOf(document: Document, path: SeedPath): number | undefined {
  const step = path.at(-1);
  const parent: unknown = path.length === 1 ? document.contents : document.getIn(path.slice(0, -1), true);
  if (typeof parent !== 'object' || parent === null || !('items' in parent)) return undefined;
  const items = parent.items as readonly unknown[];
  if (typeof step === 'number') return (items[step] as Node | undefined)?.range?.[0];
  const pairs = items as readonly { key?: { value?: unknown; range?: Node['range'] } }[];
  return pairs.find(({ key }) => key?.value === step)?.key?.range?.[0];
}

interface Fault {
  path: SeedPath;
  problem: string;
}

/** What no request may hold, nothing in a file may either. */
function faultIn(value: unknown, path: SeedPath): Fault | undefined {
  if (path.length > maxDepth) return { path, problem: `nested deeper than ${maxDepth} levels` };
  if (typeof value === 'string') return isSound(value) ? undefined : { path, problem: unsound };
  if (typeof value === 'number' && !Number.isFinite(value)) return { path, problem: 'not a number of JSON' };
  if (typeof value !== 'object' || value === null) return undefined;
  const entries: [string | number, unknown][] = Array.isArray(value)
    ? [...value.entries()]
    : Object.entries(value);
  for (const [step, part] of entries) {
    if (step === '__proto__' || (typeof step === 'string' && !isSound(step)))
      return { path, problem: unsound };
    const fault = faultIn(part, [...path, step]);
    if (fault) return fault;
  }
  return undefined;
}

const unsound = 'text with U+0000, lone surrogates or the name __proto__ is not allowed';

function isSound(text: string): boolean {
  return !text.includes('\u0000') && text.isWellFormed();
}
