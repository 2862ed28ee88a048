import {
  ManagementClient,
  type ManagementClientOptionsWithClientAssertion,
  type ManagementClientOptionsWithClientCredentials,
  type ManagementClientOptionsWithToken,
} from 'auth0';

export const byToken = (token: () => Promise<string>) => {
  const options: ManagementClientOptionsWithToken = { domain: 'tenant.example', token, telemetry: false };
  return new ManagementClient(options);
};
const assertion: ManagementClientOptionsWithClientAssertion = {
  domain: 'tenant.example',
  clientId: 'a',
  clientAssertionSigningKey: 'PEM',
  clientAssertionSigningAlg: 'RS256',
  timeoutDuration: 5000,
};
export const byKey = new ManagementClient(assertion);
export const either = (options: ManagementClientOptionsWithClientCredentials) =>
  new ManagementClient(options);
