import { invalidBody } from '../error.js';
import type { CredentialType } from './credential-create.js';

/** The places of a client where credentials can be named, each with the one type it takes. management-api.md 2.4 */
export const slotTypes = {
  private_key_jwt: 'public_key',
  tls_client_auth: 'cert_subject_dn',
  self_signed_tls_client_auth: 'x509_cert',
  signed_request_object: 'public_key',
  token_vault_privileged_access: 'public_key',
} as const satisfies Record<string, CredentialType>;

/** A place of a client where credentials can be named. */
export type CredentialSlot = keyof typeof slotTypes;

/** The properties that hold the slots. */
export const slotProperties = [
  'client_authentication_methods',
  'signed_request_object',
  'token_vault_privileged_access',
] as const;

/** The property path of a slot on a client. management-api.md 2.8 */
export function slotPath(slot: CredentialSlot): string {
  return slotProperties.some((property) => property === slot)
    ? slot
    : `client_authentication_methods.${slot}`;
}

/** How many credentials one slot can name, unless an operator says otherwise, as at Auth0. management-api.md 2.4 */
export const usualPerSlot = 2;

/** How many an operator can allow: each of them may have to be tried for one assertion. */
export const mostPerSlot = 10;

/** What the schema and the rule below say of a slot. */
export const slotDescription = 'Credentials that are enabled here';

/**
 * Checks that no slot names more credentials than are allowed, in the words of a schema.
 * @throws RuleError (400) that names the slot and both numbers. docs/decisions/0120
 */
export function limitSlots(holder: SlotHolder<object>, most: number): void {
  for (const { slot, credentials } of slotReferences(holder))
    if (credentials.length > most)
      throw invalidBody(
        `Payload validation error: 'Array is too long (${credentials.length}), maximum ${most}' on property ${slotPath(slot)}.credentials (${slotDescription}).`,
      );
}

/** A credential named by its id, as everywhere but in the body of a new client. */
export interface CredentialReference {
  id: string;
}

interface Named<Item> {
  credentials: Item[];
}

/** The slots of a client, holding full credentials or references to them. management-api.md 2.8 */
export interface CredentialSlots<Item> {
  client_authentication_methods?: {
    private_key_jwt?: Named<Item>;
    tls_client_auth?: Named<Item>;
    self_signed_tls_client_auth?: Named<Item>;
  };
  signed_request_object?: { required?: boolean; credentials?: Item[] };
  token_vault_privileged_access?: Partial<Named<Item>> & {
    ip_allowlist?: string[];
    grants?: { connection: string; scopes: string[] }[];
  };
}

/** Whatever holds slots: a client, or a body that makes or changes one; null stands for a slot taken away. */
export type SlotHolder<Item> = {
  [Name in keyof CredentialSlots<Item>]?: CredentialSlots<Item>[Name] | null;
};

/** Puts other items into the slots that are there; what stands beside the credentials stays. */
export function mapSlots<From, To>(
  holder: SlotHolder<From>,
  map: (credentials: From[], slot: CredentialSlot) => To[],
): CredentialSlots<To> {
  const {
    client_authentication_methods: methods,
    signed_request_object: request,
    token_vault_privileged_access: vault,
  } = holder;
  const named = (slot: CredentialSlot, { credentials }: Named<From>) => ({
    credentials: map(credentials, slot),
  });
  return {
    ...(methods && {
      client_authentication_methods: {
        ...(methods.private_key_jwt && {
          private_key_jwt: named('private_key_jwt', methods.private_key_jwt),
        }),
        ...(methods.tls_client_auth && {
          tls_client_auth: named('tls_client_auth', methods.tls_client_auth),
        }),
        ...(methods.self_signed_tls_client_auth && {
          self_signed_tls_client_auth: named(
            'self_signed_tls_client_auth',
            methods.self_signed_tls_client_auth,
          ),
        }),
      },
    }),
    ...(request && {
      signed_request_object: {
        ...(request.required !== undefined && { required: request.required }),
        ...(request.credentials && { credentials: map(request.credentials, 'signed_request_object') }),
      },
    }),
    ...(vault && {
      token_vault_privileged_access: mapVault(vault, map),
    }),
  };
}

function mapVault<From, To>(
  vault: NonNullable<CredentialSlots<From>['token_vault_privileged_access']>,
  map: (credentials: From[], slot: CredentialSlot) => To[],
) {
  const { credentials, ...rest } = vault;
  return { ...(credentials && { credentials: map(credentials, 'token_vault_privileged_access') }), ...rest };
}

/** What each slot names, in a fixed order. */
export function slotReferences<Item>(
  holder: SlotHolder<Item>,
): { slot: CredentialSlot; credentials: Item[] }[] {
  const {
    client_authentication_methods: methods,
    signed_request_object,
    token_vault_privileged_access,
  } = holder;
  const slots: [CredentialSlot, Item[] | undefined][] = [
    ['private_key_jwt', methods?.private_key_jwt?.credentials],
    ['tls_client_auth', methods?.tls_client_auth?.credentials],
    ['self_signed_tls_client_auth', methods?.self_signed_tls_client_auth?.credentials],
    ['signed_request_object', signed_request_object?.credentials],
    ['token_vault_privileged_access', token_vault_privileged_access?.credentials],
  ];
  return slots.flatMap(([slot, credentials]) => (credentials ? [{ slot, credentials }] : []));
}
