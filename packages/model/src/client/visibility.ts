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

/** Properties that the same tokens see. */
interface VisibilityClass {
  visibleWith: readonly ReadScope[];
}

const summary = {
  visibleWith: clientReadScopes,
  properties: new Set(['client_id', 'app_type', 'name', 'description']),
};
const secrets = {
  visibleWith: ['read:client_keys', 'read:client_credentials'],
  properties: new Set([
    'client_secret',
    'encryption_key',
    'signing_keys',
    'client_authentication_methods',
    'signed_request_object',
    'token_vault_privileged_access',
  ]),
} as const;
const rest = { visibleWith: ['read:clients', 'read:client_keys'] } as const;

/** Who sees what. client-visibility.md */
const classes: readonly VisibilityClass[] = [summary, secrets, rest];

/** When a client was made and last changed. RFC 3339 */
export interface ClientTimes {
  created_at: string;
  updated_at: string;
}

/** A client with what only some answers hold: its times, its secret, and on create `encrypted`. */
export type PresentableClient = ClientCore &
  Partial<Client & ClientTimes> & { client_secret?: string; encrypted?: boolean };

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
  const visible = visiblePart(wire, view.scopes);
  const shown = view.fields ? selectFields(visible, withTenant(view.fields, view.inList)) : visible;
  return view.always ? { ...shown, ...selectFields(wire, { include: true, names: view.always }) } : shown;
}

// A loop, since every read of a client goes through here: with entries and filters it costs twice as much.
function visiblePart(wire: Record<string, unknown>, scopes: ReadonlySet<string>): Record<string, unknown> {
  const isSeen = new Map(
    classes.map((of) => [of, of.visibleWith.some((scope) => scopes.has(scope))] as const),
  );
  const visible: Record<string, unknown> = {};
  for (const name in wire) if (isSeen.get(classOf(name))) visible[name] = wire[name];
  return visible;
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

/** Whether a token with these scopes sees a property of clients. client-visibility.md */
export function isVisible(name: string, scopes: ReadonlySet<string>): boolean {
  return scopesToSee(name).some((scope) => scopes.has(scope));
}

function scopesToSee(name: string): readonly string[] {
  return classOf(name).visibleWith;
}

function classOf(name: string): VisibilityClass {
  if (summary.properties.has(name)) return summary;
  return secrets.properties.has(name) ? secrets : rest;
}

/**
 * Properties by which only callers that may see them can filter a list: the answer would disclose them otherwise. client-visibility.md
 * @throws RuleError (403) naming the scopes.
 */
export function checkFilters(
  filters: { is_global?: unknown; is_first_party?: unknown; external_client_id?: unknown; q?: unknown },
  scopes: ReadonlySet<string>,
): void {
  const { is_global, is_first_party, external_client_id, q } = filters;
  const askedFor = { global: is_global, is_first_party, external_client_id };
  const names = Object.entries(askedFor).flatMap(([name, asked]) => (asked === undefined ? [] : [name]));
  requireVisible(names, scopes);
  // It asks for grants of clients.
  if (q !== undefined && !scopes.has('read:client_grants')) throw insufficientScope(['read:client_grants']);
}

/**
 * Properties by which only callers that may see them can search or sort. client-visibility.md
 * @throws RuleError (403) naming the scopes.
 */
export function requireVisible(names: readonly string[], scopes: ReadonlySet<string>): void {
  for (const name of names) if (!isVisible(name, scopes)) throw insufficientScope(scopesToSee(name));
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
  const wire: Record<string, unknown> = kept;
  if (client.cross_origin_authentication !== undefined)
    wire.cross_origin_auth = client.cross_origin_authentication;
  if (client.oidc_logout) wire.oidc_backchannel_logout = backchannelLogout(client.oidc_logout);
  if (credentials.length > 0) Object.assign(wire, slotsWith(client, credentials));
  // Only these members: an imported client could bring a private key along.
  if (signing_keys)
    wire.signing_keys = signing_keys
      .map(publicMembers)
      .map((key) => (inList ? { ...key, subject: 'deprecated' } : key));
  if (client_secret !== undefined && !client.client_authentication_methods)
    wire.client_secret = client_secret;
  return wire;
}

/** The slots of a client, where they name these credentials with them in full. */
function slotsWith(client: PresentableClient, credentials: readonly CredentialView[]) {
  const fullById = new Map(credentials.map((credential) => [credential.id, credential]));
  return mapSlots<{ id: string }, { id: string } | CredentialView>(client, (named) =>
    named.map((reference) => fullById.get(reference.id) ?? reference),
  );
}

function publicMembers({ cert, pkcs7, subject }: NonNullable<Client['signing_keys']>[number]) {
  return { cert, ...(pkcs7 !== undefined && { pkcs7 }), ...(subject !== undefined && { subject }) };
}
