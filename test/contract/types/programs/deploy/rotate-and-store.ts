import type { ManagementClient } from 'auth0';

export async function rotate(
  management: ManagementClient,
  id: string,
  store: (secret: string) => Promise<void>,
) {
  const { data, status } = await management.clients.rotateClientSecret({ client_id: id });
  await store(data.client_secret);
  console.log(`rotated ${data.client_id}: ${status}`);
}
