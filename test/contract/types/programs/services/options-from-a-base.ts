import { ManagementClient, type ManagementClientOptions } from 'auth0';

const base: ManagementClientOptions = {
  domain: 'tenant.example',
  audience: 'https://tenant.example/api/v2/',
  headers: { 'x-service': 'billing' },
  retry: { maxRetries: 2 },
};

export const reader = new ManagementClient({ ...base, clientId: 'a', clientSecret: 's' });
export const admin = (token: string) => new ManagementClient({ ...base, token });

export function make(options: ManagementClientOptions & { token: string }): ManagementClient {
  return new ManagementClient(options);
}
