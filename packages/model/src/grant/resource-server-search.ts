import { RuleError } from '../error.js';
import { excerpt } from '../excerpt.js';
import { parseMoment } from '../moment.js';

/** What of an API can be searched; `updated_at` in milliseconds since the epoch. */
export interface SearchedResourceServer {
  id: string;
  identifier: string;
  name?: string | undefined;
  updated_at: number;
}

/** The languages in which APIs can be searched. docs/decisions/0087 */
export const searchParsers = ['scim', 'lucene'] as const;

/** One of them. */
export type SearchParser = (typeof searchParsers)[number];

type Test = (api: SearchedResourceServer) => boolean;

/** How many comparisons one query may have. */
const mostComparisons = 5;

/**
 * Reads `q` of a search for APIs.
 * @throws RuleError (400) for what is not understood. RFC 7644 section 3.4.2.2; docs/decisions/0087
 */
export function parseResourceServerQuery(q: string, parser: SearchParser): Test {
  const language = languages[parser];
  const tokens = tokensOf(q, language.token);
  const reading = { tokens, comparisons: 0, language };
  const test = readOr(reading);
  const [rest] = tokens;
  if (rest !== undefined) throw notUnderstood(rest);
  if (reading.comparisons > mostComparisons)
    throw invalid(`At most ${mostComparisons} comparisons are allowed`);
  return test;
}

interface Language {
  token: RegExp;
  isWord(token: string | undefined, word: 'and' | 'or' | 'not'): boolean;
  readComparison(tokens: string[]): Test;
}

interface Reading {
  tokens: string[];
  comparisons: number;
  language: Language;
}

function tokensOf(q: string, token: RegExp): string[] {
  const tokens: string[] = [];
  let rest = q.trim();
  while (rest !== '') {
    const [found] = token.exec(rest) ?? [];
    if (found === undefined) throw notUnderstood(rest);
    tokens.push(found);
    rest = rest.slice(found.length).trimStart();
  }
  return tokens;
}

function readOr(reading: Reading): Test {
  const tests = [readAnd(reading)];
  while (takes(reading, 'or')) tests.push(readAnd(reading));
  return (api) => tests.some((test) => test(api));
}

function readAnd(reading: Reading): Test {
  const tests = [readOne(reading)];
  while (takes(reading, 'and')) tests.push(readOne(reading));
  return (api) => tests.every((test) => test(api));
}

function readOne(reading: Reading): Test {
  if (takes(reading, 'not')) {
    const test = readOne(reading);
    return (api) => !test(api);
  }
  if (reading.tokens[0] !== '(') {
    reading.comparisons += 1;
    return reading.language.readComparison(reading.tokens);
  }
  reading.tokens.shift();
  const test = readOr(reading);
  if (reading.tokens.shift() !== ')') throw invalid('A parenthesis is not closed');
  return test;
}

function takes({ tokens, language }: Reading, word: 'and' | 'or' | 'not'): boolean {
  if (!language.isWord(tokens[0], word)) return false;
  tokens.shift();
  return true;
}

const languages: Record<SearchParser, Language> = {
  scim: {
    token: /^(?:[()]|"(?:[^"\\]|\\.)*"|[^\s()"]+)/,
    isWord: (token, word) => token?.toLowerCase() === word,
    readComparison: readScim,
  },
  lucene: {
    token: /^(?:[()]|\w+:(?:"(?:[^"\\]|\\.)*"|[[{][^\]}]*[\]}]|[^\s()"]+)|\w+(?=[\s(]))/,
    isWord: (token, word) => token === word.toUpperCase(),
    readComparison: readLucene,
  },
};

type Operator = 'eq' | 'ne' | 'sw' | 'ew' | 'co' | 'gt' | 'ge' | 'lt' | 'le';

const comparisons: Record<Operator, <T extends string | number>(value: T, sought: T) => boolean> = {
  eq: (value, sought) => value === sought,
  ne: (value, sought) => value !== sought,
  sw: (value, sought) => String(value).startsWith(String(sought)),
  ew: (value, sought) => String(value).endsWith(String(sought)),
  co: (value, sought) => String(value).includes(String(sought)),
  gt: (value, sought) => value > sought,
  ge: (value, sought) => value >= sought,
  lt: (value, sought) => value < sought,
  le: (value, sought) => value <= sought,
};

function readScim(tokens: string[]): Test {
  const field = fieldOf(tokens.shift() ?? '');
  const operator = tokens.shift()?.toLowerCase() ?? '';
  if (operator === 'pr') return (api) => api[field] !== undefined;
  if (!Object.hasOwn(comparisons, operator)) throw notUnderstood(`${field} ${operator}`);
  const value = tokens.shift() ?? '';
  if (!value.startsWith('"'))
    throw invalid(`A value in double quotes is expected after ${field} ${operator}`);
  return comparing(field, operator as Operator, unquoted(value));
}

function readLucene(tokens: string[]): Test {
  const [, name = '', value = ''] = /^(\w+):(.*)$/s.exec(tokens.shift() ?? '') ?? [];
  const field = fieldOf(name);
  const [, open, from, to, close] = /^([[{])\s*(\S+)\s+TO\s+(\S+)\s*([\]}])$/.exec(value) ?? [];
  if (from !== undefined && to !== undefined) {
    const above = from === '*' ? undefined : comparing(field, open === '[' ? 'ge' : 'gt', bare(from));
    const below = to === '*' ? undefined : comparing(field, close === ']' ? 'le' : 'lt', bare(to));
    return (api) => (above?.(api) ?? true) && (below?.(api) ?? true);
  }
  if (value === '' || /^[[{]/.test(value)) throw notUnderstood(`${name}:${value}`);
  if (value.startsWith('"')) return comparing(field, 'eq', unquoted(value));
  if (value === '*') return (api) => api[field] !== undefined;
  if (field === 'updated_at' || !value.includes('*')) return comparing(field, 'eq', value);
  return matching(field, value);
}

function comparing(field: keyof SearchedResourceServer, operator: Operator, sought: string): Test {
  const compare = comparisons[operator];
  if (field !== 'updated_at') {
    const text = sought.toLowerCase();
    return (api) => compare(api[field]?.toLowerCase() ?? '', text);
  }
  const time = parseMoment(sought);
  if (time === undefined) throw invalid(`Not a date or time: ${excerpt(sought)}`);
  if (['sw', 'ew', 'co'].includes(operator)) throw invalid(`updated_at cannot be compared with ${operator}`);
  return (api) => compare(api.updated_at, time);
}

/** `*` stands for any text. Each part is looked for once, after the one before it, so that no pattern takes long. */
function matching(field: 'id' | 'identifier' | 'name', pattern: string): Test {
  const parts = pattern.toLowerCase().split('*');
  const [begin = '', end = ''] = [parts.shift(), parts.pop()];
  return (api) => {
    const value = api[field]?.toLowerCase() ?? '';
    if (value.length < begin.length + end.length || !value.startsWith(begin) || !value.endsWith(end))
      return false;
    const middle = value.slice(begin.length, value.length - end.length);
    let from = 0;
    return parts.every((part) => {
      const place = middle.indexOf(part, from);
      from = place + part.length;
      return place !== -1;
    });
  };
}

const fields = [
  'id',
  'identifier',
  'name',
  'updated_at',
] as const satisfies readonly (keyof SearchedResourceServer)[];

function fieldOf(name: string): keyof SearchedResourceServer {
  const field = fields.find((known) => known === name);
  if (!field) throw invalid(`Cannot be searched: ${excerpt(name)}; expected ${fields.join(', ')}`);
  return field;
}

function bare(value: string): string {
  return value.startsWith('"') ? unquoted(value) : value;
}

function unquoted(text: string): string {
  return text.slice(1, -1).replace(/\\(.)/gs, '$1');
}

function notUnderstood(text: string): RuleError {
  return invalid(`Not understood: ${excerpt(text)}`);
}

function invalid(rule: string): RuleError {
  return new RuleError(400, 'invalid_query_string', `Query validation error: '${rule}' on property q.`);
}
