import type { ChangeEvent } from '@clientele/model';
import type { Stale } from '../port/news.js';

type Rules = Record<ChangeEvent['object'], (event: ChangeEvent) => Stale[]>;

/** What was read before a change of an object and may be stale after it. */
const rules: Rules = {
  client: ({ action, id }) => [
    { what: 'client', clientId: id },
    // APIs name their clients.
    ...(action === 'delete' ? [{ what: 'resource servers' } as const] : []),
  ],
  client_secret: ofClient,
  credential: ofClient,
  client_grant: ofClient,
  // Its grants are deleted with it, also those of other clients.
  resource_server: ({ action }) => [{ what: action === 'delete' ? 'everything' : 'resource servers' }],
  connection: () => [],
  signing_key: () => [{ what: 'signing keys' }],
  tenant_settings: () => [{ what: 'settings' }],
  seed_file: () => [],
  secrets_mode: () => [],
};

/** What is stale after a change of one object. */
export function staleAfter(event: ChangeEvent): Stale[] {
  return event.action === 'create' && !staleAlreadyWhenMade(event) ? [] : rules[event.object](event);
}

/** Absence is never cached, so most new objects make nothing stale; a client's own grant takes the place of a default one. */
function staleAlreadyWhenMade({ object, of }: ChangeEvent): boolean {
  if (object === 'client_grant') return of !== undefined;
  return object === 'signing_key' || object === 'credential' || object === 'client_secret';
}

function ofClient({ of }: ChangeEvent): Stale[] {
  return [of === undefined ? { what: 'everything' } : { what: 'client', clientId: of }];
}
