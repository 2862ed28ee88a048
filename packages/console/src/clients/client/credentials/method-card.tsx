import type { ClientRotation } from '@clientele/sdk';
import { Alert, Button, Checkbox, Group, Paper, Radio, Stack, Text, Title } from '@mantine/core';
import { useState } from 'react';
import { useMutation } from '../../../api/use-mutation.js';
import { Dialog } from '../../../elements/dialog.js';
import { FailureNotice } from '../../../elements/failure-notice.js';
import { PermittedButton } from '../../../elements/permitted.js';
import { visible } from '../../../elements/shown-text.js';
import { useSignedIn } from '../../../session/session-context.js';
import type { ShownClient } from '../../queries/shown-client.js';
import { type Method, methodNames, methodOf, usesKeys } from '../../words.js';
import { useRefresh } from './rotation.js';
import { enabledOf, type KeyMethod, slotTypes, slotWith } from './slots.js';

const help: Record<Method, string> = {
  client_secret_post:
    'The application sends its secret in the body of each token request. What most libraries do.',
  client_secret_basic: 'The application sends its secret in the Authorization header.',
  private_key_jwt:
    'The application signs each request with a private key that never leaves it. The safest that works everywhere.',
  tls_client_auth:
    'The connection shows a certificate of a certificate authority, with the subject that is registered here.',
  self_signed_tls_client_auth: 'The connection shows the very certificate that is registered here.',
  none: 'For applications that can keep no secret. Nobody gets a token by being this client.',
};

/** How the client authenticates, and the switch to another way. */
export function MethodCard({ client, rotation }: { client: ShownClient; rotation: ClientRotation }) {
  const [switching, setSwitching] = useState(false);
  const method = methodOf(client);
  const { can } = useSignedIn();
  const unseen = !method && !can('read:clients', 'read:client_keys');
  return (
    <Paper withBorder p="md" component="section" aria-label="Method">
      <Group justify="space-between" align="flex-start">
        <Stack gap={2} flex={1} miw={200}>
          <Title order={2} size="h4">
            {method ? methodNames[method] : unseen ? 'A secret, or none' : 'Secret'}
          </Title>
          <Text size="sm" c="dimmed">
            {method
              ? help[method]
              : unseen
                ? 'Which of them, read:clients or read:client_keys would show you.'
                : 'The application sends its secret with each token request.'}
          </Text>
        </Stack>
        <PermittedButton needs="update:clients" variant="default" onClick={() => setSwitching(true)}>
          Switch the method…
        </PermittedButton>
      </Group>
      {switching && <Switching client={client} rotation={rotation} onClose={() => setSwitching(false)} />}
    </Paper>
  );
}

function Switching({
  client,
  rotation,
  onClose,
}: {
  client: ShownClient;
  rotation: ClientRotation;
  onClose: () => void;
}) {
  const { api, can } = useSignedIn();
  const refresh = useRefresh(client.client_id);
  const present = methodOf(client);
  const [method, setMethod] = useState<Method>(present ?? 'client_secret_post');
  const [ids, setIds] = useState<readonly string[]>(enabledOf(client)?.ids ?? []);
  const byKeys = usesKeys(method);
  const fitting = byKeys
    ? rotation.credentials.filter(({ credential_type }) => credential_type === slotTypes[method as KeyMethod])
    : [];
  const chosen = fitting.filter(({ id }) => ids.includes(id)).map(({ id }) => id);
  const missing = (byKeys || usesKeys(present)) && !can('update:client_credentials');
  const save = useMutation({
    mutationFn: async () => {
      const body = byKeys
        ? { ...slotWith(method as KeyMethod, chosen), token_endpoint_auth_method: null }
        : {
            token_endpoint_auth_method: method,
            ...(usesKeys(present) && { client_authentication_methods: null }),
          };
      await api.clients.update(
        { client_id: client.client_id },
        body as Parameters<typeof api.clients.update>[1],
      );
      await refresh();
    },
    onSuccess: onClose,
  });
  return (
    <Dialog onClose={onClose} size="lg" title="How does it authenticate?">
      <Stack>
        <Radio.Group value={method} onChange={(value) => setMethod(value as Method)} aria-label="Method">
          <Stack gap="sm">
            {(Object.keys(methodNames) as Method[]).map((value) => (
              <Radio
                key={value}
                value={value}
                label={methodNames[value]}
                description={`${help[value]} ${value}`}
              />
            ))}
          </Stack>
        </Radio.Group>
        {byKeys &&
          (fitting.length === 0 ? (
            <Alert variant="light" color="orange">
              {method === 'private_key_jwt'
                ? 'There is no key yet. Add one below first; it is kept and does nothing until you switch.'
                : 'There is no such certificate yet: the client will get no tokens until one is added and enabled.'}
            </Alert>
          ) : (
            <Checkbox.Group label="Which of them work?" value={[...chosen]} onChange={setIds}>
              <Stack gap="xs" mt="xs">
                {fitting.map(({ id, name }) => (
                  <Checkbox key={id} value={id} label={visible(name ?? id)} />
                ))}
              </Stack>
            </Checkbox.Group>
          ))}
        {byKeys !== usesKeys(present) && (
          <Alert variant="light" color="orange">
            {byKeys
              ? 'From the moment you save, no secret of this client works, and whoever uses one is refused.'
              : 'From the moment you save, no key or certificate of this client works.'}
          </Alert>
        )}
        {missing && (
          <Alert variant="light" color="gray">
            You need the scope update:client_credentials.
          </Alert>
        )}
        {save.error && <FailureNotice error={save.error} />}
        <Group justify="flex-end">
          <Button variant="default" onClick={onClose}>
            Cancel
          </Button>
          <Button
            loading={save.isPending}
            disabled={missing || (method === 'private_key_jwt' && chosen.length === 0)}
            onClick={() => save.mutate()}
          >
            Switch
          </Button>
        </Group>
      </Stack>
    </Dialog>
  );
}
