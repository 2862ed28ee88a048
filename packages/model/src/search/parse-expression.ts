import type { Expression } from './expression.js';
import type { SearchedFields } from './fields.js';
import { type Language, languages, type SearchParser, type Token } from './languages.js';
import { invalidQuery, notUnderstood } from './refusal.js';

/** How many comparisons one query may have. */
const mostComparisons = 5;

/**
 * Reads a query in one of the languages.
 * @throws RuleError (400) for what is not understood, with its place. docs/decisions/0097
 */
export function parseExpression(q: string, parser: SearchParser, fields: SearchedFields): Expression {
  const language = languages[parser];
  const reading: Reading = {
    tokens: tokensOf(q, language.token),
    end: q.length,
    comparisons: 0,
    language,
    fields,
  };
  const expression = readOr(reading);
  const [rest] = reading.tokens;
  if (rest !== undefined) throw notUnderstood(rest.text, rest.at);
  if (reading.comparisons > mostComparisons)
    throw invalidQuery(`At most ${mostComparisons} comparisons are allowed`);
  return expression;
}

interface Reading {
  tokens: Token[];
  end: number;
  comparisons: number;
  language: Language;
  fields: SearchedFields;
}

function tokensOf(q: string, token: RegExp): Token[] {
  const tokens: Token[] = [];
  let rest = q.trimStart();
  while (rest !== '') {
    const at = q.length - rest.length;
    const [text] = token.exec(rest) ?? [];
    if (text === undefined) throw notUnderstood(rest, at);
    tokens.push({ text, at });
    rest = rest.slice(text.length).trimStart();
  }
  return tokens;
}

function readOr(reading: Reading): Expression {
  const parts = [readAnd(reading)];
  while (takes(reading, 'or')) parts.push(readAnd(reading));
  return only(parts) ?? { or: parts };
}

function readAnd(reading: Reading): Expression {
  const parts = [readOne(reading)];
  while (takes(reading, 'and')) parts.push(readOne(reading));
  return only(parts) ?? { and: parts };
}

function only(parts: readonly Expression[]): Expression | undefined {
  return parts.length === 1 ? parts[0] : undefined;
}

function readOne(reading: Reading): Expression {
  if (takes(reading, 'not')) return { not: readOne(reading) };
  const { tokens, language, fields } = reading;
  const [first] = tokens;
  if (first?.text !== '(') {
    reading.comparisons += 1;
    return language.readComparison(() => take(reading), fields);
  }
  tokens.shift();
  const expression = readOr(reading);
  if (tokens.shift()?.text !== ')') throw invalidQuery('A parenthesis is not closed', first.at);
  return expression;
}

function take({ tokens, end }: Reading): Token {
  const token = tokens.shift();
  if (!token) throw invalidQuery('A comparison is not complete', end);
  return token;
}

function takes({ tokens, language }: Reading, word: 'and' | 'or' | 'not'): boolean {
  if (!language.isWord(tokens[0], word)) return false;
  tokens.shift();
  return true;
}
