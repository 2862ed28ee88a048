import type { Client, ClientCreate, Credential } from '@clientele/model';
import { newClient } from '@clientele/model';

/** A client made of a body, as a registration makes it. */
export function clientOf(body: Partial<ClientCreate> = {}): Client {
  return newClient({ name: 'Sample', ...body }, { clientId: 'client1', tenant: 'acme', credentialIds: {} });
}

/** A stored credential. */
export function credentialOf(id: string, rest: Partial<Credential> = {}): Credential {
  const time = '2026-01-01T00:00:00.000Z';
  return { id, credential_type: 'public_key', created_at: time, updated_at: time, ...rest };
}

/** A client that authenticates with the named credentials. */
export function keyClientOf(...ids: string[]): Client {
  const credentials = ids.map((id) => ({ id }));
  return { ...clientOf(), client_authentication_methods: { private_key_jwt: { credentials } } };
}
