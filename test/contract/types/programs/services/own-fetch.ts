import { ManagementClient } from 'auth0';

export const counted = { calls: 0 };
export const management = new ManagementClient({
  domain: 'tenant.example',
  token: 'TOKEN',
  fetch: async (url, init) => {
    counted.calls += 1;
    return fetch(url, init);
  },
});
export const plain = new ManagementClient({
  domain: 'tenant.example',
  token: 'TOKEN',
  fetch: globalThis.fetch,
});
