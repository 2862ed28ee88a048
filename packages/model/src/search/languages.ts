import type { Expression } from './expression.js';
import {
  askedField,
  comparison,
  like,
  type Operator,
  requireOperator,
  type SearchedFields,
} from './fields.js';
import { invalidQuery, notUnderstood } from './refusal.js';

/** The languages in which can be searched. docs/decisions/0097 */
export const searchParsers = ['scim', 'lucene'] as const;

/** One of them. */
export type SearchParser = (typeof searchParsers)[number];

/** A piece of a query, and where it begins. */
export interface Token {
  text: string;
  at: number;
}

/** What a language has of its own; its expressions are joined alike. */
export interface Language {
  token: RegExp;
  isWord(token: Token | undefined, word: 'and' | 'or' | 'not'): boolean;
  /** Takes the tokens of one comparison. */
  readComparison(take: () => Token, fields: SearchedFields): Expression;
}

/** RFC 7644 section 3.4.2.2; Apache Lucene, "Query Parser Syntax" */
export const languages: Record<SearchParser, Language> = {
  scim: {
    token: /^(?:[()]|"(?:[^"\\]|\\.)*"|[^\s()"]+)/s,
    isWord: (token, word) => token?.text.toLowerCase() === word,
    readComparison: readScim,
  },
  lucene: {
    token:
      /^(?:[()]|[^\s:()"[\]{}]+:(?:"(?:[^"\\]|\\.)*"|[[{][^\]}]*[\]}]|(?:\\.|[^\s()"\\[\]{}])+)|(?:AND|OR|NOT)(?=[\s(]))/s,
    isWord: (token, word) => token?.text === word.toUpperCase(),
    readComparison: readLucene,
  },
};

const valued = ['eq', 'ne', 'sw', 'ew', 'co', 'gt', 'ge', 'lt', 'le'] as const satisfies readonly Operator[];

function readScim(take: () => Token, fields: SearchedFields): Expression {
  const name = take();
  const asked = askedField(fields, name.text, name.at);
  const word = take();
  const sent = word.text.toLowerCase();
  if (sent === 'pr') {
    requireOperator(asked, 'pr');
    return { field: asked.field, operator: 'pr' };
  }
  const operator = valued.find((known) => known === sent);
  if (!operator) throw notUnderstood(word.text, word.at);
  const value = take();
  if (value.text.startsWith('"')) return comparison(asked, operator, unquoted(value.text));
  if (asked.kind === 'boolean') return comparison(asked, operator, value.text);
  throw invalidQuery(`A value in double quotes is expected after ${asked.field} ${operator}`, value.at);
}

function readLucene(take: () => Token, fields: SearchedFields): Expression {
  const { text, at } = take();
  const [, name = '', value = ''] = /^([^:]+):(.*)$/s.exec(text) ?? [];
  if (value === '') throw notUnderstood(text, at);
  const asked = askedField(fields, name, at);
  const [, open, from, to, close] = /^([[{])\s*(\S+)\s+TO\s+(\S+)\s*([\]}])$/.exec(value) ?? [];
  if (from !== undefined && to !== undefined) {
    const ends = [
      ...(from === '*' ? [] : [comparison(asked, open === '[' ? 'ge' : 'gt', bare(from))]),
      ...(to === '*' ? [] : [comparison(asked, close === ']' ? 'le' : 'lt', bare(to))]),
    ];
    return ends.length === 0 ? { field: name, operator: 'pr' } : { and: ends };
  }
  if (/^[[{]/.test(value)) throw notUnderstood(text, at);
  if (value.startsWith('"')) return comparison(asked, 'eq', unquoted(value));
  if (value === '*') return { field: name, operator: 'pr' };
  const parts = partsOf(value);
  return parts.length === 1 ? comparison(asked, 'eq', parts.join('')) : like(asked, parts);
}

/** The texts between the wildcards of a value; a backslash makes the next character plain. */
function partsOf(value: string): string[] {
  const parts = [''];
  for (const [piece] of value.matchAll(/\\.|[^\\]/gsu))
    if (piece === '*') parts.push('');
    else
      parts.push(
        `${parts.pop() ?? ''}${piece.length > 1 && piece.startsWith('\\') ? piece.slice(1) : piece}`,
      );
  return parts;
}

function bare(value: string): string {
  return value.startsWith('"') ? unquoted(value) : partsOf(value).join('*');
}

function unquoted(text: string): string {
  return text.slice(1, -1).replace(/\\(.)/gs, '$1');
}
