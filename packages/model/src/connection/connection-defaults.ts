import type { ConnectionCreate } from './connection-body.js';
import type { Strategy } from './strategy.js';

/** Sign-in through the identity provider of an organization, for which a button is shown only when asked for. */
const enterprise = new Set<Strategy>([
  'ad',
  'adfs',
  'auth0-adldap',
  'google-apps',
  'ip',
  'office365',
  'oidc',
  'okta',
  'pingfederate',
  'samlp',
  'sharepoint',
  'waad',
]);

/** Strategies whose connections are shown by their name where they have no other. */
const shownByName = new Set<Strategy>(['oidc', 'okta', 'waad']);

/** What stands in for properties that a connection does not have. connections.md */
export function connectionDefaults({
  strategy,
  name,
}: Pick<ConnectionCreate, 'strategy' | 'name'>): Partial<ConnectionCreate> {
  return {
    ...(shownByName.has(strategy) && { display_name: name }),
    ...(enterprise.has(strategy) && { show_as_button: false }),
    authentication: { active: true },
    connected_accounts: { active: false },
  };
}
