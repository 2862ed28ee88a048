import type { ClientRotation, RotatedCredential } from '@clientele/sdk';
import { Badge, Button, Group, Paper, Stack, Text, Title } from '@mantine/core';
import { useState } from 'react';
import { serverNow } from '../../../api/server-clock.js';
import { useMutation } from '../../../api/use-mutation.js';
import { Confirmation } from '../../../elements/confirmation.js';
import { Dialog } from '../../../elements/dialog.js';
import { Empty } from '../../../elements/empty.js';
import { FailureNotice } from '../../../elements/failure-notice.js';
import { Moment } from '../../../elements/moment.js';
import { PermittedButton } from '../../../elements/permitted.js';
import { visible } from '../../../elements/shown-text.js';
import { useSignedIn } from '../../../session/session-context.js';
import type { ShownClient } from '../../queries/shown-client.js';
import { AddKey } from './add-key.js';
import { DeadlineField, isOver, momentOfField } from './deadline-field.js';
import { LastUseNote } from './last-use.js';
import { useRefresh } from './rotation.js';
import { type CredentialType, changeEnabled, enabledOf, slotTypes } from './slots.js';

const typeNames: Record<CredentialType, string> = {
  public_key: 'Public key',
  cert_subject_dn: 'Subject of a certificate',
  x509_cert: 'Certificate',
};

/** The keys and certificates of a client, each with its state and use, and what can be done with it. */
export function KeysList({ client, rotation }: { client: ShownClient; rotation: ClientRotation }) {
  const [adding, setAdding] = useState<CredentialType>();
  const enabled = enabledOf(client);
  const type = enabled ? slotTypes[enabled.method] : 'public_key';
  return (
    <Stack gap="sm" component="section" aria-label="Keys and certificates">
      <Group justify="space-between">
        <Title order={2} size="h4">
          Keys and certificates
        </Title>
        <Group gap="xs">
          <PermittedButton
            needs="create:client_credentials"
            variant={enabled ? 'filled' : 'default'}
            onClick={() => setAdding(type)}
          >
            {type === 'public_key' ? 'Add a key…' : 'Add a certificate…'}
          </PermittedButton>
        </Group>
      </Group>
      {rotation.credentials.length === 0 ? (
        <Empty title="No key">
          With a key of its own, an application proves who it is without sending a secret.
        </Empty>
      ) : (
        rotation.credentials.map((credential) => (
          <KeyRow key={credential.id} client={client} credential={credential} />
        ))
      )}
      {adding && <AddKey client={client} type={adding} onClose={() => setAdding(undefined)} />}
    </Stack>
  );
}

/** What answers say of a key beside what all credentials have. */
interface Details {
  kid?: string;
  alg?: string;
  subject_dn?: string;
  thumbprint_sha256?: string;
}

type Action = 'enable' | 'disable' | 'deadline' | 'delete';

function KeyRow({ client, credential }: { client: ShownClient; credential: RotatedCredential }) {
  const [action, setAction] = useState<Action>();
  const { api } = useSignedIn();
  const refresh = useRefresh(client.client_id);
  const enabled = enabledOf(client);
  const { kid, alg, subject_dn, thumbprint_sha256 } = credential as RotatedCredential & Details;
  const isEnabled = enabled?.ids.includes(credential.id) ?? false;
  const fits = enabled !== undefined && slotTypes[enabled.method] === credential.credential_type;
  const ended = credential.expires_at ? Date.parse(credential.expires_at) <= serverNow() : false;
  const name = credential.name ?? credential.id;
  const setEnabled = async (on: boolean) => {
    await changeEnabled(api, client.client_id, (ids) => [
      ...ids.filter((id) => id !== credential.id),
      ...(on ? [credential.id] : []),
    ]);
    await refresh();
  };
  const close = () => setAction(undefined);
  return (
    <Paper withBorder p="md">
      <Group justify="space-between" align="flex-start" gap="md">
        <Stack gap={2} miw={180} flex={1}>
          <Group gap="xs">
            <Badge variant="light" color={ended ? 'red' : isEnabled ? 'teal' : 'gray'}>
              {ended ? 'Expired' : isEnabled ? 'Enabled' : 'Disabled'}
            </Badge>
            <Text fw={500} style={{ overflowWrap: 'anywhere' }}>
              <bdi>{visible(credential.name ?? 'Without a name')}</bdi>
            </Text>
          </Group>
          <Text size="sm" c="dimmed" component="div">
            {typeNames[credential.credential_type]}
            {alg !== undefined && `, ${alg}`}; added <Moment at={credential.created_at} />
            {credential.expires_at && (
              <>
                ; {ended ? 'ended' : 'ends'} <Moment at={credential.expires_at} fw={600} />
              </>
            )}
          </Text>
          <Text
            size="xs"
            c="dimmed"
            ff="monospace"
            style={{ overflowWrap: 'anywhere', whiteSpace: 'pre-line' }}
          >
            {credential.id}
            {kid !== undefined && `\nkid ${kid}`}
            {thumbprint_sha256 !== undefined && `\nSHA-256 ${thumbprint_sha256}`}
            {subject_dn !== undefined && `\n${visible(subject_dn)}`}
          </Text>
        </Stack>
        <LastUseNote use={credential.last_used} />
        <Group gap={6} maw={360} justify="flex-end">
          {isEnabled ? (
            <PermittedButton
              needs="update:client_credentials"
              size="compact-sm"
              variant="default"
              onClick={() => setAction('disable')}
            >
              Disable…
            </PermittedButton>
          ) : (
            <PermittedButton
              needs="update:client_credentials"
              unless={
                fits ? undefined : 'The client does not authenticate by this kind; switch its method first.'
              }
              size="compact-sm"
              variant="light"
              onClick={() => setAction('enable')}
            >
              Enable…
            </PermittedButton>
          )}
          {credential.credential_type === 'public_key' && (
            <PermittedButton
              needs="update:client_credentials"
              size="compact-sm"
              variant="default"
              onClick={() => setAction('deadline')}
            >
              Change the deadline…
            </PermittedButton>
          )}
          {!isEnabled && (
            <PermittedButton
              needs="delete:client_credentials"
              size="compact-sm"
              variant="default"
              onClick={() => setAction('delete')}
            >
              Delete…
            </PermittedButton>
          )}
        </Group>
      </Group>
      <Confirmation
        opened={action === 'enable'}
        title={`Enable ${name}?`}
        action="Enable"
        onConfirm={() => setEnabled(true)}
        onClose={close}
      >
        Whoever has the private half authenticates as this client from now on.
      </Confirmation>
      <Confirmation
        opened={action === 'disable'}
        title={`Disable ${name}?`}
        action="Disable"
        danger
        onConfirm={() => setEnabled(false)}
        onClose={close}
      >
        {enabled?.ids.length === 1
          ? 'It is the only one that is enabled: the client gets no tokens until another one is. You can enable it again.'
          : 'It authenticates nobody from now on. You can enable it again.'}
      </Confirmation>
      <Confirmation
        opened={action === 'delete'}
        title={`Delete ${name}?`}
        action="Delete"
        danger
        onConfirm={async () => {
          await api.clients.deleteCredential({ client_id: client.client_id, credential_id: credential.id });
          await refresh();
        }}
        onClose={close}
      >
        It cannot be brought back; the same key can be added again.
      </Confirmation>
      {action === 'deadline' && <KeyDeadline client={client} credential={credential} onClose={close} />}
    </Paper>
  );
}

function KeyDeadline({
  client,
  credential,
  onClose,
}: {
  client: ShownClient;
  credential: RotatedCredential;
  onClose: () => void;
}) {
  const { api } = useSignedIn();
  const refresh = useRefresh(client.client_id);
  const [at, setAt] = useState(() => momentOfField(credential.expires_at));
  const save = useMutation({
    mutationFn: async (expiresAt: string | null) => {
      const place = { client_id: client.client_id, credential_id: credential.id };
      await api.clients.updateCredential(place, { expires_at: expiresAt });
      await refresh();
    },
    onSuccess: onClose,
  });
  return (
    <Dialog onClose={onClose} title="Change the deadline">
      <Stack>
        <DeadlineField label="Works until" value={at} onChange={setAt} />
        {save.error && <FailureNotice error={save.error} />}
        <Group justify="flex-end">
          {credential.expires_at && (
            <Button variant="default" onClick={() => save.mutate(null)}>
              No deadline
            </Button>
          )}
          <Button
            loading={save.isPending}
            disabled={at === '' || isOver(at)}
            onClick={() => save.mutate(new Date(at).toISOString())}
          >
            Save
          </Button>
        </Group>
      </Stack>
    </Dialog>
  );
}
