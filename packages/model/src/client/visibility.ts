import type { CredentialView } from '../credential/credential.js';
import { mapSlots } from '../credential/slot.js';
import { insufficientScope, RuleError } from '../error.js';
import { type ClientCore, coreProperties } from './core.js';
import { type FieldSelection, selectFields } from './fields.js';
import type { Client } from './metadata.js';
import { backchannelLogout } from './oidc-logout.js';
import { clientProperties } from './properties.js';

/** The scopes of which each lets a token read clients, as far as the scope goes. client-visibility.md */
export const clientReadScopes = [
  'read:clients',
  'read:client_keys',
  'read:client_credentials',
  'read:client_summary',
] as const satisfies readonly string[];

type ReadScope = (typeof clientReadScopes)[number];

interface VisibilityClass {
  visibleWith: readonly ReadScope[];
  /** Undefined stands for every other property. */
  properties?: ReadonlySet<string>;
}

/** Who sees what; the first class that a property is in counts. client-visibility.md */
const classes: readonly VisibilityClass[] = [
  {
    visibleWith: clientReadScopes,
    properties: new Set(['client_id', 'app_type', 'name', 'description']),
  },
  {
    visibleWith: ['read:client_keys', 'read:client_credentials'],
    properties: new Set([
      'client_secret',
      'encryption_key',
      'signing_keys',
      'client_authentication_methods',
      'signed_request_object',
      'token_vault_privileged_access',
    ]),
  },
  { visibleWith: ['read:clients', 'read:client_keys'] },
];

/** A client with what only some answers hold: its secret, and on create `encrypted`. */
export type PresentableClient = ClientCore &
  Partial<Client> & { client_secret?: string; encrypted?: boolean };

/** For whom, and in which form, a client is shown. */
export interface ClientView {
  /** The scopes of the token that asks. */
  scopes: ReadonlySet<string>;
  fields?: FieldSelection | undefined;
  /** Lists with `fields` show `tenant` unasked, and never a certificate's subject. management-api.md 2.1 */
  inList?: boolean;
  /** Properties that are shown whatever the scopes and fields, where the client has them. */
  always?: readonly string[];
  /** Credentials that are shown in full in the slots that name them: on create. */
  credentials?: readonly CredentialView[];
}

/** The answer for a client: what the token may see of what was asked for, and no more. client-visibility.md */
export function presentClient(client: PresentableClient, view: ClientView): Record<string, unknown> {
  const wire = wireForm(client, view);
  const visible = Object.fromEntries(Object.entries(wire).filter(([name]) => isVisible(name, view.scopes)));
  return {
    ...(view.fields ? selectFields(visible, withTenant(view.fields, view.inList)) : visible),
    ...selectFields(wire, { include: true, names: view.always ?? [] }),
  };
}

const core: ReadonlySet<string> = new Set(coreProperties);

/** Whether the core of a client is all that an answer shows of it. docs/decisions/0073 */
export function showsOnlyCore({ scopes, fields }: Pick<ClientView, 'scopes' | 'fields'>): boolean {
  const [, ...beyondSummary] = classes;
  if (!beyondSummary.some(({ visibleWith }) => visibleWith.some((scope) => scopes.has(scope)))) return true;
  return fields?.include === true && fields.names.every((name) => core.has(name));
}

/**
 * The refusal of a change as the caller may read it: it names no property that the token cannot see,
 * unless the caller sent it. client-visibility.md
 */
export function presentRefusal(
  refusal: RuleError,
  { scopes, sent }: { scopes: ReadonlySet<string>; sent: object },
): RuleError {
  const words = refusal.message.match(/\w+/g) ?? [];
  const hidden = words.some(
    (word) => clientProperties.has(word) && !isVisible(word, scopes) && !Object.hasOwn(sent, word),
  );
  if (!hidden) return refusal;
  return new RuleError(
    refusal.statusCode,
    refusal.code,
    `The change of ${Object.keys(sent).join(', ')} contradicts properties that this token may not see.`,
  );
}

function isVisible(name: string, scopes: ReadonlySet<string>): boolean {
  return scopesToSee(name).some((scope) => scopes.has(scope));
}

function scopesToSee(name: string): readonly string[] {
  return classes.find(({ properties }) => properties?.has(name) ?? true)?.visibleWith ?? [];
}

/**
 * What a list of clients may be filtered by only by whom may see it: the answer tells of it otherwise. client-visibility.md
 * @throws RuleError (403) naming the scopes.
 */
export function checkFilters(
  filters: { is_global?: unknown; is_first_party?: unknown; external_client_id?: unknown; q?: unknown },
  scopes: ReadonlySet<string>,
): void {
  const { is_global, is_first_party, external_client_id, q } = filters;
  const askedFor = { global: is_global, is_first_party, external_client_id };
  for (const [name, asked] of Object.entries(askedFor))
    if (asked !== undefined && !isVisible(name, scopes)) throw insufficientScope(scopesToSee(name));
  // It asks for grants of clients.
  if (q !== undefined && !scopes.has('read:client_grants')) throw insufficientScope(['read:client_grants']);
}

function withTenant(fields: FieldSelection, wanted = false): FieldSelection {
  return wanted && fields.include ? { ...fields, names: [...fields.names, 'tenant'] } : fields;
}

/** A client under all its wire names, for someone who may see everything. management-api.md 2.2, 2.4 */
function wireForm(
  client: PresentableClient,
  { credentials = [], inList = false }: ClientView,
): Record<string, unknown> {
  const { client_secret, signing_keys, ...kept } = client;
  const fullById = new Map(credentials.map((credential) => [credential.id, credential]));
  return {
    ...kept,
    ...(client.cross_origin_authentication !== undefined && {
      cross_origin_auth: client.cross_origin_authentication,
    }),
    ...(client.oidc_logout && { oidc_backchannel_logout: backchannelLogout(client.oidc_logout) }),
    ...mapSlots<{ id: string }, { id: string } | CredentialView>(client, (named) =>
      named.map((reference) => fullById.get(reference.id) ?? reference),
    ),
    // Only these members: an imported client could bring a private key along.
    ...(signing_keys && {
      signing_keys: signing_keys
        .map(publicMembers)
        .map((key) => (inList ? { ...key, subject: 'deprecated' } : key)),
    }),
    ...(client_secret !== undefined && !client.client_authentication_methods && { client_secret }),
  };
}

function publicMembers({ cert, pkcs7, subject }: NonNullable<Client['signing_keys']>[number]) {
  return { cert, ...(pkcs7 !== undefined && { pkcs7 }), ...(subject !== undefined && { subject }) };
}
