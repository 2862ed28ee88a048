import { Client, ClientCreate } from 'auth0';

interface App {
  id: string;
  title: string;
  kind: 'web' | 'robot';
  callbacks: string[];
  meta: Record<string, string>;
}
export const toApp = (c: Client): App => ({
  id: c.client_id,
  title: c.name,
  kind: c.app_type === 'non_interactive' ? 'robot' : 'web',
  callbacks: [...(c.callbacks ?? [])],
  meta: { ...c.client_metadata },
});
export const toBody = (a: App): ClientCreate => ({
  name: a.title,
  app_type: a.kind === 'robot' ? 'non_interactive' : 'regular_web',
  callbacks: a.callbacks,
  client_metadata: a.meta,
  grant_types: a.kind === 'robot' ? ['client_credentials'] : ['authorization_code', 'refresh_token'],
  jwt_configuration: { alg: 'RS256' },
});
export const secretOf = (c: Client): string => c.client_secret ?? '';
export const lifetime = (c: Client): number => c.jwt_configuration?.lifetime_in_seconds ?? 36000;
export const cert = (c: Client) => c.signing_keys?.[0]?.cert;
export const keys = (c: Client) => Object.keys(c) as Array<keyof Client>;
export function diff(a: Client, b: Client): string[] {
  return (Object.keys(a) as (keyof Client)[])
    .filter((k) => JSON.stringify(a[k]) !== JSON.stringify(b[k]))
    .map(String);
}
