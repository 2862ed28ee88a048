import type { ManagementClient } from 'auth0';

export async function grant(
  management: ManagementClient,
  clientId: string,
  audience: string,
  scope: string[],
) {
  const { data: api } = await management.resourceServers.create({
    identifier: audience,
    name: 'Invoices',
    scopes: scope.map((value) => ({ value, description: value })),
    signing_alg: 'RS256',
    token_lifetime: 3600,
  });
  const { data: there } = await management.clientGrants.getAll({ client_id: clientId, audience });
  const first = there[0];
  if (first) await management.clientGrants.update({ id: first.id }, { scope });
  else await management.clientGrants.create({ client_id: clientId, audience, scope });
  await management.resourceServers.update({ id: api.id }, { scopes: [{ value: 'read:invoices' }] });
  const { data: counted } = await management.clientGrants.getAll({ include_totals: true, per_page: 1 });
  return counted.total;
}
