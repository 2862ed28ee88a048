import { slotProperties } from '../credential/slot.js';

/** What certain properties of a body need besides the right to create or update clients. client-visibility.md */
const needs = {
  create: [
    { scope: 'create:client_credentials', properties: slotProperties },
    { scope: 'update:client_keys', properties: ['secret_rotation'] },
  ],
  update: [
    { scope: 'update:client_keys', properties: ['client_secret', 'signing_keys', 'secret_rotation'] },
    { scope: 'update:client_credentials', properties: slotProperties },
  ],
} as const satisfies Record<string, readonly { scope: string; properties: readonly string[] }[]>;

/** The properties that decide whether and how a client authenticates. client-visibility.md */
const authenticating = [
  'client_secret',
  'disabled',
  'client_authentication_methods',
  'token_endpoint_auth_method',
];

/** Whether a body says anything about how a client authenticates. */
export function touchesAuthentication(body: object): boolean {
  return authenticating.some((name) => Object.hasOwn(body, name));
}

/** The scopes that a token needs additionally, each of them, to send this body. client-visibility.md */
export function propertyScopes(body: object, action: 'create' | 'update'): string[] {
  return needs[action]
    .filter(({ properties }) => properties.some((name: string) => Object.hasOwn(body, name)))
    .map(({ scope }) => scope);
}
