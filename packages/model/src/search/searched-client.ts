import type { Client } from '../client/metadata.js';
import { slotTypes } from '../credential/slot.js';

/** The methods that authenticate with a key or certificate. RFC 7523, RFC 8705 */
const keyMethods = ['private_key_jwt', 'tls_client_auth', 'self_signed_tls_client_auth'] as const;

/** The methods that send a secret. RFC 7591 section 2 */
const secretMethods = ['client_secret_post', 'client_secret_basic'] as const;

/**
 * What `method` of a search can be: `token_endpoint_auth_method` of RFC 7591 section 2, and `client_secret` for all clients
 * that send a secret, also those that name no method. docs/decisions/0086
 */
export const searchedMethods = ['none', 'client_secret', ...secretMethods, ...keyMethods] as const;

/** One of them. */
export type SearchedMethod = (typeof searchedMethods)[number];

/** The properties of a client that say that it authenticates like this. client-visibility.md */
export function propertiesOfMethod(method: SearchedMethod): string[] {
  // A client that names no method sends a secret unless it has keys.
  if (method === 'client_secret') return ['token_endpoint_auth_method', 'client_authentication_methods'];
  return [method in slotTypes ? 'client_authentication_methods' : 'token_endpoint_auth_method'];
}

/** The methods that a search for one finds, as `searchTerms` has them; null is none that is named. */
export function methodsFound(method: SearchedMethod): (string | null)[] {
  return method === 'client_secret' ? [...secretMethods, null] : [method];
}

/** What a client is searched and sorted by; text is in lower case. docs/decisions/0086 */
export interface SearchTerms {
  /** The beginning of the name. */
  name: string;
  /** Name, description and id. */
  text: string;
  external_id: string | null;
  app_type: string | null;
  method: string | null;
  is_first_party: boolean;
}

/** A name is sorted by its first characters, which fit into a cursor. */
const sortedCharacters = 100;

/** Between texts, so that none is found across two of them. */
const separator = '\u001f';

/** What a client is searched by. docs/decisions/0086 */
export function searchTerms(client: Client): SearchTerms {
  const { client_id, name, description, external_client_id } = client;
  return {
    name: [...lowerCase(name)].slice(0, sortedCharacters).join(''),
    text: [name, description, client_id]
      .filter((part) => part !== undefined)
      .map(lowerCase)
      .join(separator),
    external_id: external_client_id === undefined ? null : lowerCase(external_client_id),
    app_type: client.app_type ?? null,
    method: methodOf(client),
    is_first_party: client.is_first_party !== false,
  };
}

/** The entries of a client's metadata that can be searched: all that are text. */
export function searchedMetadata({ client_metadata = {} }: Client): [key: string, value: string][] {
  return Object.entries(client_metadata).filter(
    (entry): entry is [string, string] => typeof entry[1] === 'string',
  );
}

/** Text as it is compared: in lower case, whatever the engine and its locale. */
export function lowerCase(text: string): string {
  return text.replaceAll(separator, ' ').toLowerCase();
}

// Several methods with keys are possible at once in what was imported; the first is the one that is found.
function methodOf(client: Client): string | null {
  const { client_authentication_methods: methods, token_endpoint_auth_method } = client;
  if (methods) return keyMethods.find((method) => methods[method] !== undefined) ?? null;
  return token_endpoint_auth_method ?? null;
}
