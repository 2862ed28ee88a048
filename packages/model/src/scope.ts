/** A scope of an API. management-api.md 5 */
export interface Scope {
  value: string;
  description?: string;
}

/** The scopes of a space-separated list, each once, in their order. RFC 6749 section 3.3. */
export function parseScope(text: string): string[] {
  return [...new Set(text.split(' ').filter((scope) => scope !== ''))];
}

/** Writes scopes as a space-separated list. RFC 6749 section 3.3. */
export function joinScope(scopes: readonly string[]): string {
  return scopes.join(' ');
}
