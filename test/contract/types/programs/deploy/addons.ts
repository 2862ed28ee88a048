import type { ClientAddons, ClientCreate, ManagementClient } from 'auth0';

const body: ClientCreate = {
  name: 'SAML',
  addons: {
    samlp: {
      audience: 'https://sp.example',
      mappings: { email: 'mail' },
      signResponse: true,
      lifetimeInSeconds: 3600,
    },
    wsfed: {},
    slack: { team: 'us' },
    azure_sb: { namespace: 'ns', expiration: 10 },
  },
};

export async function create(management: ManagementClient): Promise<string | undefined> {
  await management.clients.create(body);
  const { data } = await management.clients.get({ client_id: 'a' });
  const addons: ClientAddons | undefined = data.addons;
  return addons?.samlp?.audience;
}
