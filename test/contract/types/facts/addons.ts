import type { Client, ClientAddons, ClientCreate, ClientUpdate } from '@clientele/sdk';

/** What addons are known to have is typed; what they have besides is kept. */
export const addons: ClientAddons = {
  samlp: {
    audience: 'https://sp.example/',
    signResponse: true,
    logout: { callback: 'https://sp.example/out' },
  },
  azure_blob: { accountName: 'abc', blob_read: true, expiration: 5 },
  sharepoint: { url: 'https://a', external_url: ['https://b'] },
  wsfed: {},
  oag: null,
};
export const body: ClientCreate = { name: 'A', addons };
export const change: ClientUpdate = { addons: { ...addons, oag: {} } };
export const none: ClientUpdate = { addons: null };
// @ts-expect-error It is a number.
export const text: ClientAddons = { aws: { lifetime_in_seconds: '900' } };
// @ts-expect-error It needs a team.
export const teamless: ClientAddons = { slack: {} };
// @ts-expect-error Nobody knows this addon.
export const unknown: ClientAddons = { samlpp: {} };

export const audience = (client: Client): string | undefined => client.addons?.samlp?.audience;
export const other = (client: Client): unknown => client.addons?.samlp?.logout;
