import { type ClientCreate, ManagementClient } from 'auth0';

const management = new ManagementClient({
  domain: process.env.AUTH0_DOMAIN!,
  clientId: process.env.AUTH0_CLIENT_ID!,
  clientSecret: process.env.AUTH0_CLIENT_SECRET!,
  retry: { enabled: true, maxRetries: 5 },
});

const wanted: ClientCreate[] = [
  {
    name: 'Web',
    app_type: 'regular_web',
    callbacks: ['https://app.example/callback'],
    oidc_conformant: true,
  },
  { name: 'Robot', app_type: 'non_interactive', grant_types: ['client_credentials'] },
];

export async function deploy(): Promise<Map<string, string>> {
  const ids = new Map<string, string>();
  for (const body of wanted) ids.set(body.name, (await management.clients.create(body)).data.client_id);
  return ids;
}
