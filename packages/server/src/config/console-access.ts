import { actedOnScopes } from '@clientele/model';
import { isLoopback } from '../limits/source.js';

/** Who may sign in by a provider, and what they may do then. docs/decisions/0124 */
export interface AccessRule {
  by: 'email' | 'group' | 'subject';
  value: string;
  scopes: readonly string[];
}

const maxRules = 1000;
const rule = /^(email|group|subject):(.{1,255})=([^=]+)$/;

/** Scopes that show secrets: who may read is not to be given them without being named. */
const ofSecrets: readonly string[] = ['read:client_keys', 'read:connections_options'];

/** Reads rules such as `email:ann@example.com=all; group:support=read`; undefined for anything else. */
export function parseConsoleAccess(text: string): AccessRule[] | undefined {
  const texts = text
    .split(';')
    .map((one) => one.trim())
    .filter((one) => one !== '');
  const rules = texts.map(readRule);
  if (rules.length === 0 || rules.length > maxRules || rules.includes(undefined)) return undefined;
  return rules.flatMap((one) => one ?? []);
}

function readRule(text: string): AccessRule | undefined {
  const [, kind, name = '', words = ''] = rule.exec(text) ?? [];
  const by = (['email', 'group', 'subject'] as const).find((one) => one === kind);
  const value = by === 'email' ? name.trim().toLowerCase() : name.trim();
  const lists = words.trim().split(/\s+/).map(scopesOf);
  if (by === undefined || value === '' || lists.includes(undefined)) return undefined;
  if (by === 'email' && !/^[^@\s]+@[^@\s]+$/.test(value)) return undefined;
  return { by, value, scopes: [...new Set(lists.flatMap((list) => list ?? []))] };
}

function scopesOf(word: string): readonly string[] | undefined {
  if (word === 'all') return actedOnScopes;
  if (word === 'read')
    return actedOnScopes.filter((scope) => scope.startsWith('read:') && !ofSecrets.includes(scope));
  return actedOnScopes.includes(word) ? [word] : undefined;
}

/** The issuer of a provider: an https URL, kept as it is written, or http on this machine. OpenID Connect Discovery 1.0 section 2 */
export function parseConsoleIssuer(text: string): string | undefined {
  if (!/^https?:\/\/[^\s/?#@\\]+[^\s?#\\]*$/.test(text) || !URL.canParse(text)) return undefined;
  const { protocol, hostname } = new URL(text);
  const isHere = hostname === 'localhost' || isLoopback(hostname.replace(/^\[|\]$/g, ''));
  return protocol === 'https:' || isHere ? text : undefined;
}
