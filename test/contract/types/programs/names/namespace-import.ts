import type { ClientCreate } from 'auth0';
import * as auth0 from 'auth0';
export const m = new auth0.ManagementClient({ domain: 'd', clientId: 'a', clientSecret: 'b' });
const body = { name: 'x', app_type: 'spa', callbacks: ['https://a'] } satisfies ClientCreate;
export const made = m.clients.create(body);
const frozen = { name: 'y', app_type: auth0.ClientCreateAppTypeEnum.spa } as const;
export const made2 = m.clients.create(frozen);
let type: auth0.ClientCreateAppTypeEnum = 'native';
type = auth0.ClientCreateAppTypeEnum.regular_web;
export const made3 = m.clients.create({ name: 'z', app_type: type });
export type AppType = NonNullable<ClientCreate['app_type']>;
export const isKnown = (t: string): t is AppType =>
  Object.values<string>(auth0.ClientCreateAppTypeEnum).includes(t);
export const errors = [auth0.ManagementApiError, auth0.ResponseError, auth0.FetchError];
