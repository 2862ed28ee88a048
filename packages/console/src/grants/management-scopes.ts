import { actedOnScopes } from '@clientele/model/rules';
import type { OfferedScope } from '../elements/scope-picker.js';

/**
 * The scopes of the Management API: it lists all that Auth0 has, so that grants written for Auth0 fit. Those that are
 * worth something here come first, and the others say so.
 */
export function managementScopesOf(listed: readonly OfferedScope[]): OfferedScope[] {
  const used = new Set(actedOnScopes);
  return [
    ...listed.filter(({ value }) => used.has(value)),
    ...listed
      .filter(({ value }) => !used.has(value))
      .map((scope) => ({ ...scope, mark: 'nothing asks for it' })),
  ];
}
