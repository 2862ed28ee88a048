import type { CredentialCreate } from '../credential/credential-create.js';
import { type CredentialReference, type CredentialSlot, mapSlots } from '../credential/slot.js';
import { withoutNulls } from '../stored.js';
import { checkClient } from './constraints.js';
import type { JwtConfiguration } from './jwt-configuration.js';
import type { Client, ClientCreate, SigningKeys } from './metadata.js';
import { newOidcLogout } from './oidc-logout.js';
import { completeRefreshToken, defaultRefreshToken } from './refresh-token.js';
import { completeSessionTransfer } from './session-transfer.js';
import { checkSettable, isStrict, securityModeOf } from './third-party.js';

/** What a new client gets besides what was sent. */
export interface NewClientFacts {
  clientId: string;
  tenant: string;
  /** The ids of the full credentials in the body, by slot, in their order there. */
  credentialIds: Partial<Record<CredentialSlot, string[]>>;
  signingKeys?: SigningKeys;
  /** Whether the tenant has clients of type `express_configuration`. docs/decisions/0011 */
  hasExpressConfiguration?: boolean;
}

/**
 * Makes a client of a checked body: fills in what was not sent and names full credentials by their ids.
 * @throws RuleError for properties that contradict each other. management-api.md 2.2
 */
export function newClient(body: ClientCreate, facts: NewClientFacts): Client {
  // The secret is kept apart; full credentials, older names and an empty URI are not kept as such.
  const { client_secret, oidc_logout, oidc_backchannel_logout, ...known } = withoutNulls(body);
  const { cross_origin_auth, initiate_login_uri, ...rest } = known;
  const { client_authentication_methods, signed_request_object, token_vault_privileged_access, ...slotless } =
    rest;
  const { refresh_token, session_transfer, third_party_security_mode, ...others } = slotless;
  const mode = securityModeOf(rest);
  const sent = { ...others, ...(mode && { third_party_security_mode: mode }) };
  const logout = newOidcLogout(body);
  const defaults: Defaults = {
    ...defaultsFor(sent),
    ...(facts.hasExpressConfiguration &&
      mode !== 'strict' && { async_approval_notification_channels: ['guardian-push'] }),
  };
  if (isStrict(sent)) checkSettable(body, defaults);
  const client: Client = {
    ...defaults,
    ...(cross_origin_auth !== undefined && { cross_origin_authentication: cross_origin_auth }),
    ...sent,
    ...(initiate_login_uri && { initiate_login_uri }),
    ...(logout && { oidc_logout: logout }),
    jwt_configuration: newJwtConfiguration(sent),
    refresh_token: refresh_token ? completeRefreshToken(refresh_token, sent) : defaultRefreshToken(sent),
    ...(session_transfer && { session_transfer: completeSessionTransfer(session_transfer) }),
    ...mapSlots<CredentialCreate, CredentialReference>(body, (_credentials, slot) =>
      (facts.credentialIds[slot] ?? []).map((id) => ({ id })),
    ),
    client_id: facts.clientId,
    tenant: facts.tenant,
    global: false,
    ...(facts.signingKeys && { signing_keys: facts.signingKeys }),
  };
  checkClient(client);
  return client;
}

/** What stands in for properties of a client of which nothing is sent but a name. management-api.md 2.2 */
export function clientDefaults(): Partial<Client> {
  return {
    ...defaultsFor({}),
    jwt_configuration: newJwtConfiguration({}),
    refresh_token: defaultRefreshToken({}),
  };
}

type Defaults = Partial<Client> & Required<Pick<Client, 'grant_types'>>;
type Sent = Pick<
  ClientCreate,
  | 'app_type'
  | 'b2b_integration_configuration'
  | 'is_first_party'
  | 'third_party_security_mode'
  | 'token_endpoint_auth_method'
>;

/** What stands in for properties that were not sent. management-api.md 2.2 */
function defaultsFor(sent: Sent): Defaults {
  return {
    is_first_party: true,
    is_token_endpoint_ip_header_trusted: false,
    sso_disabled: false,
    cross_origin_authentication: false,
    custom_login_page_on: true,
    callback_url_template: false,
    oidc_conformant: sent.is_first_party === false,
    grant_types: defaultGrantTypes(sent),
    ...(isStrict(sent) && { redirection_policy: 'open_redirect_protection' }),
    ...(sent.app_type && byAppType[sent.app_type]),
    ...(sent.b2b_integration_configuration && sent.is_first_party !== false && ofB2bIntegration),
  };
}

/** The types of client that start differently. management-api.md 2.2 */
const byAppType: Partial<Record<NonNullable<ClientCreate['app_type']>, Defaults>> = {
  resource_server: { oidc_conformant: true, grant_types: [] },
  express_configuration: {
    oidc_conformant: true,
    grant_types: ['authorization_code', 'client_credentials'],
    callbacks: ['https://system-admin.okta.com/admin/app/generic/oauth20redirect'],
    organization_usage: 'require',
    organization_require_behavior: 'pre_login_prompt',
    client_authentication_methods: { private_key_jwt: { credentials: [] } },
    async_approval_notification_channels: ['guardian-push'],
  },
};

/** Clients with `b2b_integration_configuration`, which are for organizations. management-api.md 2.2 */
const ofB2bIntegration: Defaults = {
  oidc_conformant: true,
  grant_types: ['authorization_code'],
  organization_usage: 'require',
  organization_require_behavior: 'pre_login_prompt',
  organization_discovery_methods: ['email', 'organization_name'],
};

function defaultGrantTypes(sent: Sent): Defaults['grant_types'] {
  if (isStrict(sent)) return ['authorization_code'];
  if (sent.token_endpoint_auth_method === 'none') return ['authorization_code', 'implicit', 'refresh_token'];
  return ['authorization_code', 'implicit', 'refresh_token', 'client_credentials'];
}

/** A lifetime is filled in only where nothing of it was sent at all. management-api.md 2.2 */
function newJwtConfiguration(sent: Sent & { jwt_configuration?: JwtConfiguration }): JwtConfiguration {
  if (isStrict(sent))
    return { secret_encoded: false, alg: 'RS256', lifetime_in_seconds: 3600, ...sent.jwt_configuration };
  if (sent.jwt_configuration) return { secret_encoded: false, ...sent.jwt_configuration };
  if (sent.app_type !== undefined && byAppType[sent.app_type]) return { secret_encoded: false, alg: 'RS256' };
  return { lifetime_in_seconds: 36_000, secret_encoded: false };
}
