/** What people call the strategies that are used most. */
const names: Readonly<Record<string, string>> = {
  auth0: 'Database',
  ad: 'Active Directory',
  adfs: 'AD FS',
  'auth0-adldap': 'Active Directory or LDAP, by a connector',
  'auth0-oidc': 'OpenID Connect, of another tenant',
  custom: 'Custom',
  email: 'E-mail, without a password',
  facebook: 'Facebook',
  github: 'GitHub',
  gitlab: 'GitLab',
  'google-apps': 'Google Workspace',
  'google-oauth2': 'Google',
  linkedin: 'LinkedIn',
  oauth1: 'OAuth 1',
  oauth2: 'OAuth 2',
  office365: 'Microsoft 365',
  oidc: 'OpenID Connect',
  okta: 'Okta',
  pingfederate: 'PingFederate',
  salesforce: 'Salesforce',
  samlp: 'SAML',
  slack: 'Slack',
  sms: 'Text message, without a password',
  waad: 'Microsoft Entra ID',
  windowslive: 'Microsoft account',
};

/** The strategy of a connection in words, with the name that the API gives it. */
export function strategyName(strategy: string): string {
  const name = names[strategy];
  return name === undefined ? strategy : `${name} (${strategy})`;
}
