import { type ClientsManager, PostCredentialsRequestCredentialTypeEnum } from 'auth0';

export async function add(
  clients: ClientsManager,
  id: string,
  type: PostCredentialsRequestCredentialTypeEnum,
  pem: string,
): Promise<string> {
  const { data } = await clients.createCredential(
    { client_id: id },
    { credential_type: type, pem, name: type },
  );
  return data.credential_type === PostCredentialsRequestCredentialTypeEnum.public_key ? data.kid : data.id;
}

export async function expired(clients: ClientsManager, id: string): Promise<string[]> {
  const { data } = await clients.getCredentials({ client_id: id });
  return data
    .filter(({ expires_at }) => expires_at && new Date(expires_at) < new Date())
    .map(({ id: key }) => key);
}
