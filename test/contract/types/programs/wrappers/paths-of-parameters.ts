import type {
  DeleteClientsByIdRequest,
  GetClientsByIdRequest,
  ManagementClient,
  PatchClientsByIdRequest,
  PostRotateSecretRequest,
} from 'auth0';

type Id = DeleteClientsByIdRequest &
  GetClientsByIdRequest &
  PatchClientsByIdRequest &
  PostRotateSecretRequest;

export async function replace(management: ManagementClient, id: Id): Promise<void> {
  const { data } = await management.clients.get(id);
  await management.clients.update(id, { name: `${data.name} (old)` });
  await management.clients.rotateClientSecret(id);
  await management.clients.delete(id);
}
