import { Group, List, Paper, Stack, Text, Title } from '@mantine/core';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { type ReactNode, useState } from 'react';
import { useNavigate } from 'react-router';
import { Confirmation } from '../../elements/confirmation.js';
import { PermittedButton } from '../../elements/permitted.js';
import { visible } from '../../elements/shown-text.js';
import { afterSaving } from '../../elements/unsaved-changes.js';
import { useSignedIn } from '../../session/session-context.js';
import { clientKey, type ShownClient } from '../queries/shown-client.js';

/** What is felt at once and what cannot be undone: disabling and deleting a client. */
export default function DangerTab({ client }: { client: ShownClient }) {
  const { api, session } = useSignedIn();
  const isOwn = session.person.id === `client|${client.client_id}`;
  const queries = useQueryClient();
  const navigate = useNavigate();
  const [action, setAction] = useState<'disable' | 'delete'>();
  const disabled = client.disabled === true;
  const close = () => setAction(undefined);
  const parameters = { client_id: client.client_id };
  return (
    <Stack>
      <Act
        title={disabled ? 'Enable the client' : 'Disable the client'}
        about={
          disabled
            ? 'It gets tokens again, as it is set up.'
            : 'It gets no more tokens and may not call the Management API. It can be enabled again. Tokens that others already accept stay valid until they expire.'
        }
      >
        <PermittedButton
          needs="update:clients"
          color={disabled ? undefined : 'red'}
          variant="light"
          onClick={() => setAction('disable')}
        >
          {disabled ? 'Enable…' : 'Disable…'}
        </PermittedButton>
      </Act>
      <Act
        title="Delete the client"
        about="Its id, secrets, keys and grants are gone for good. Disable it first to see who complains."
      >
        <PermittedButton needs="delete:clients" color="red" onClick={() => setAction('delete')}>
          Delete…
        </PermittedButton>
      </Act>
      <Confirmation
        opened={action === 'disable'}
        title={disabled ? 'Enable the client?' : 'Disable the client?'}
        action={disabled ? 'Enable' : 'Disable'}
        danger={!disabled}
        onConfirm={async () => {
          await api.clients.update(parameters, { disabled: !disabled });
          await queries.invalidateQueries({ queryKey: ['clients'] });
        }}
        onClose={close}
      >
        {disabled
          ? 'It gets tokens again from now on.'
          : 'From this moment every token request of it is refused.'}
        {!disabled && isOwn && <OwnClient />}
      </Confirmation>
      <Confirmation
        opened={action === 'delete'}
        title="Delete the client?"
        action="Delete for good"
        typed={isPlain(client.name) ? client.name : client.client_id}
        danger
        onConfirm={async () => {
          await api.clients.delete(parameters);
          queries.removeQueries({ queryKey: clientKey(client.client_id) });
          await queries.invalidateQueries({ queryKey: ['clients', 'found'] });
          await navigate('/clients', afterSaving);
        }}
        onClose={close}
      >
        <GoesWithIt clientId={client.client_id} />
        {isOwn && <OwnClient />}
      </Confirmation>
    </Stack>
  );
}

function Act({ title, about, children }: { title: string; about: string; children: ReactNode }) {
  return (
    <Paper withBorder p="md">
      <Group justify="space-between">
        <Stack gap={2} flex={1} miw={220}>
          <Title order={2} size="h5">
            {title}
          </Title>
          <Text size="sm" c="dimmed">
            {about}
          </Text>
        </Stack>
        {children}
      </Group>
    </Paper>
  );
}

function OwnClient() {
  return (
    <Text size="sm" fw={600} c="red" mt="xs">
      You are signed in as this client: your session ends with it.
    </Text>
  );
}

/** What is deleted together with a client, as far as it may be seen. */
function GoesWithIt({ clientId }: { clientId: string }) {
  const { api, can } = useSignedIn();
  const rotation = useQuery({
    queryKey: ['clients', 'goes', clientId, 'credentials'],
    enabled: can('read:client_keys', 'read:client_credentials'),
    queryFn: async () => (await api.secrets.getRotation({ client_id: clientId })).data,
  });
  const grants = useQuery({
    queryKey: ['clients', 'goes', clientId, 'grants'],
    enabled: can('read:client_grants'),
    queryFn: async () => (await api.grants.getAll({ client_id: clientId, per_page: 100 })).data,
  });
  const used = [...(rotation.data?.secrets ?? []), ...(rotation.data?.credentials ?? [])]
    .map(({ last_used }) => last_used?.count_24h ?? 0)
    .reduce((sum, count) => sum + count, 0);
  return (
    <Stack gap="xs">
      <Text size="sm">This goes with it, and cannot be brought back:</Text>
      <List size="sm">
        {rotation.data && (
          <>
            <List.Item>Secrets: {rotation.data.secrets.length}</List.Item>
            <List.Item>Keys and certificates: {rotation.data.credentials.length}</List.Item>
          </>
        )}
        {grants.data && (
          <List.Item>
            Grants: {grants.data.length}
            {grants.data.length > 0 &&
              ` (${grants.data
                .map(({ audience }) => audience)
                .join(', ')
                .slice(0, 300)})`}
          </List.Item>
        )}
        <List.Item>Its settings and metadata</List.Item>
      </List>
      {used > 0 && (
        <Text size="sm" fw={600} c="red">
          It is in use: authenticated {used.toLocaleString('en')} times in the last 24 hours.
        </Text>
      )}
    </Stack>
  );
}

/** A name that can be typed as it is read. */
const isPlain = (name: string) => name.length <= 40 && visible(name) === name && name.trim() === name;
