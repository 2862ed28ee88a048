import { type JSONVisitor, type ParseOptions, printParseErrorCode, visit } from 'jsonc-parser';

/** How deep objects and arrays may be nested; no document of the API comes near it. */
const maxDepth = 32;

/** A parsed value, or one sentence about why the bytes are not acceptable JSON. */
export type ParsedJson = { value: unknown } | { error: string };

const strict: ParseOptions = { disallowComments: true, allowTrailingComma: false, allowEmptyContent: false };
const decoder = new TextDecoder('utf-8', { fatal: true });

/**
 * Parses JSON as RFC 8259 has it, and refuses what two readers could understand differently:
 * repeated keys, `__proto__`, U+0000, lone surrogates, bytes that are not UTF-8, numbers beyond IEEE 754, and
 * nesting deeper than 32. A byte order mark is skipped, as RFC 8259 section 8.1 allows.
 */
export function parseJson(bytes: Uint8Array): ParsedJson {
  let text: string;
  try {
    text = decoder.decode(bytes);
  } catch {
    return { error: 'it is not valid UTF-8' };
  }
  try {
    const plain = plainJson(text);
    if (plain) return plain;
    visit(text, inspector(), strict);
    return { value: JSON.parse(text) };
  } catch (error) {
    if (error instanceof Objection) return { error: error.message };
    if (error instanceof SyntaxError) return { error: 'it is not valid JSON' };
    throw error;
  }
}

/** Longer texts are looked at closely from the start. */
const longestPlain = 4096;
const opening = /[[{]/;

/**
 * Parses text that needs no closer look, as it is letter for letter what its value is written as: nothing in it is there
 * twice or gets lost. Programs mostly write so, and it is found out in half the time.
 */
function plainJson(text: string): { value: unknown } | undefined {
  const suspicious =
    text.length > longestPlain ||
    text.includes('\\u') ||
    text.includes('__proto__') ||
    text.split(opening, maxDepth + 1).length > maxDepth;
  if (suspicious) return undefined;
  try {
    const value: unknown = JSON.parse(text);
    return JSON.stringify(value) === text ? { value } : undefined;
  } catch {
    // What is wrong with it is said by the closer look.
    return undefined;
  }
}

/** Ends the visit of a document at its first fault. */
class Objection extends Error {}

function inspector(): JSONVisitor {
  const keys: Set<string>[] = [];
  let depth = 0;
  const enter = () => {
    depth += 1;
    if (depth > maxDepth) throw new Objection(`it is nested deeper than ${maxDepth} levels`);
  };
  return {
    onObjectBegin() {
      enter();
      keys.push(new Set());
    },
    onObjectEnd() {
      depth -= 1;
      keys.pop();
    },
    onArrayBegin: enter,
    onArrayEnd() {
      depth -= 1;
    },
    onObjectProperty(name) {
      inspectText(name);
      const seen = keys.at(-1);
      if (name === '__proto__') throw new Objection('the key "__proto__" is not allowed');
      if (seen?.has(name)) throw new Objection(`duplicate key "${name.slice(0, 100)}"`);
      seen?.add(name);
    },
    onLiteralValue(value) {
      if (typeof value === 'string') inspectText(value);
      if (typeof value === 'number' && !Number.isFinite(value))
        throw new Objection('it holds a number that is too large');
    },
    onError(code) {
      throw new Objection(`it is not valid JSON (${printParseErrorCode(code)})`);
    },
  };
}

function inspectText(text: string): void {
  if (text.includes('\u0000')) throw new Objection('text with the character U+0000 is not allowed');
  if (!text.isWellFormed()) throw new Objection('text with a lone surrogate is not allowed');
}
