import { Group, Paper, Stack, Text, Title } from '@mantine/core';
import { useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useNavigate } from 'react-router';
import { Confirmation } from '../elements/confirmation.js';
import { PermittedButton } from '../elements/permitted.js';
import { afterSaving } from '../elements/unsaved-changes.js';
import { useSignedIn } from '../session/session-context.js';
import { connectionKey, connectionListsKey, type ShownConnection } from './read-connection.js';

/** Deletes a connection. */
export function ConnectionDangerTab({ connection }: { connection: ShownConnection }) {
  const { api } = useSignedIn();
  const queries = useQueryClient();
  const navigate = useNavigate();
  const [opened, setOpened] = useState(false);
  const { id, name, enabled_clients = [] } = connection;
  const remove = async () => {
    await api.connections.delete({ id });
    queries.removeQueries({ queryKey: connectionKey(id) });
    await navigate('/connections', afterSaving);
    await queries.invalidateQueries({ queryKey: connectionListsKey });
  };
  const clients = enabled_clients.length;
  return (
    <Paper withBorder p="md">
      <Group justify="space-between" gap="sm">
        <Stack gap={4} flex="1 1 16rem">
          <Title order={2} size="h4">
            Delete this connection
          </Title>
          <Text size="sm">Its options go with it, and no client has it any more.</Text>
        </Stack>
        <PermittedButton needs="delete:connections" color="red" onClick={() => setOpened(true)}>
          Delete…
        </PermittedButton>
      </Group>
      <Confirmation
        opened={opened}
        title="Delete this connection?"
        action="Delete"
        danger
        typed={name}
        onConfirm={remove}
        onClose={() => setOpened(false)}
      >
        {clients === 0
          ? 'No client is enabled for it.'
          : `${clients === 1 ? 'One client is' : `${clients} clients are`} enabled for it, and will not be any more.`}{' '}
        Its options go with it. It cannot be brought back.
      </Confirmation>
    </Paper>
  );
}
