import type {
  ClientCreateClientAuthenticationMethods,
  ManagementClient,
  PostCredentialsRequest,
} from 'auth0';

export async function withKey(management: ManagementClient, pem: string): Promise<string> {
  const methods: ClientCreateClientAuthenticationMethods = {
    private_key_jwt: { credentials: [{ credential_type: 'public_key', pem, alg: 'RS256', name: 'first' }] },
  };
  const { data: client } = await management.clients.create({
    name: 'Robot',
    client_authentication_methods: methods,
  });
  const key: PostCredentialsRequest = { credential_type: 'public_key', pem, name: 'second' };
  const { data: credential } = await management.clients.createCredential(
    { client_id: client.client_id },
    key,
  );
  await management.clients.update(
    { client_id: client.client_id },
    { client_authentication_methods: { private_key_jwt: { credentials: [{ id: credential.id }] } } },
  );
  return credential.kid ?? credential.id;
}
