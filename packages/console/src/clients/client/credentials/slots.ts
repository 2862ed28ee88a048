import type { Api } from '../../../api/api.js';
import { onlyIf } from '../../../api/only-if.js';
import { readClient, type ShownClient } from '../../queries/shown-client.js';

/** The methods that go by keys or certificates, each with the type of credential that it takes. management-api.md 2.4 */
export const slotTypes = {
  private_key_jwt: 'public_key',
  tls_client_auth: 'cert_subject_dn',
  self_signed_tls_client_auth: 'x509_cert',
} as const;

/** One of these methods. */
export type KeyMethod = keyof typeof slotTypes;
export type CredentialType = (typeof slotTypes)[KeyMethod];

/** The method by keys or certificates that a client has, and the ids of those that are enabled. */
export function enabledOf(client: ShownClient): { method: KeyMethod; ids: readonly string[] } | undefined {
  const [entry] = Object.entries(client.client_authentication_methods ?? {});
  if (!entry) return undefined;
  const [method, { credentials = [] }] = entry as [KeyMethod, { credentials?: { id: string }[] }];
  return { method, ids: credentials.map(({ id }) => id) };
}

/** The property of a client under which these credentials are enabled. */
export function slotWith(method: KeyMethod, ids: readonly string[]) {
  const slot: Partial<Record<KeyMethod, { credentials: { id: string }[] }>> = {
    [method]: { credentials: ids.map((id) => ({ id })) },
  };
  return { client_authentication_methods: slot };
}

/**
 * Enables other credentials of a client, as it is now: what somebody else changed meanwhile is not lost.
 * @throws ClienteleError for a refusal or where no answer came.
 */
export async function changeEnabled(
  api: Api,
  clientId: string,
  change: (ids: readonly string[]) => readonly string[],
): Promise<void> {
  const { client, etag } = await readClient(api, clientId);
  const enabled = enabledOf(client);
  if (!enabled) return;
  await api.clients.update(
    { client_id: clientId },
    slotWith(enabled.method, change(enabled.ids)),
    onlyIf(etag),
  );
}
