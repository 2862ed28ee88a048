import { ManagementClient } from 'auth0';
export class Mine extends ManagementClient {
  constructor(domain: string) {
    super({ domain, token: 'x' });
  }
  async names(): Promise<string[]> {
    return (await this.clients.getAll()).data.map((c) => c.name);
  }
}
export const cache = new Map<string, ManagementClient>();
export function of(tenant: string): ManagementClient {
  let m = cache.get(tenant);
  if (!m)
    cache.set(
      tenant,
      (m = new ManagementClient({
        domain: tenant,
        clientId: 'a',
        clientSecret: 'b',
        useMTLS: false,
        retry: { retryWhen: [429, 500] },
        headers: { a: 'b' },
        timeoutDuration: 5,
      })),
    );
  return m;
}
export const lazily = (() => {
  let m: ManagementClient | undefined;
  return () => (m ??= of('a'));
})();
export type Part = Pick<ManagementClient, 'clients' | 'clientGrants'>;
export const part: Part = of('a');
