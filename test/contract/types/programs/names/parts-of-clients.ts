import type {
  ClientCreateJwtConfiguration,
  ClientDefaultOrganization,
  ClientEncryptionKey,
  ClientJwtConfiguration,
  ClientMobile,
  ClientOidcLogout,
  ClientRefreshToken,
  ClientSessionTransfer,
  ClientSignedRequestObject,
  ClientSigningKeysInner,
  ClientUpdate,
  ClientUpdateClientAuthenticationMethods,
  ClientUpdateOidcLogout,
} from 'auth0';

export const jwt: ClientCreateJwtConfiguration = { alg: 'RS256', lifetime_in_seconds: 60 };
export const refresh: ClientRefreshToken = { rotation_type: 'rotating', expiration_type: 'expiring' };
export const logout: ClientUpdateOidcLogout = { backchannel_logout_urls: ['https://app.example/logout'] };
export const methods: ClientUpdateClientAuthenticationMethods = {
  private_key_jwt: { credentials: [{ id: 'cred_a' }] },
};
export const update: ClientUpdate = {
  jwt_configuration: jwt,
  refresh_token: refresh,
  oidc_logout: logout,
  client_authentication_methods: methods,
};
export interface Parts {
  jwt: ClientJwtConfiguration;
  key: ClientEncryptionKey;
  keys: ClientSigningKeysInner[];
  mobile: ClientMobile;
  organization: ClientDefaultOrganization;
  logout: ClientOidcLogout;
  transfer: ClientSessionTransfer;
  requests: ClientSignedRequestObject;
}
