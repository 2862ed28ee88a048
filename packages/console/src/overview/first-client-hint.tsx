import { Alert, Group, Text } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useNavigate } from 'react-router';
import { PermittedButton } from '../elements/permitted.js';
import { useSignedIn } from '../session/session-context.js';

/** Says where to begin, while there is no client but the one that came with the server. */
export function FirstClientHint() {
  const { api } = useSignedIn();
  const navigate = useNavigate();
  const clients = useQuery({
    queryKey: ['clients', 'any'],
    queryFn: async () =>
      (await api.clients.getAll({ fields: 'client_id', include_fields: true, per_page: 2, is_global: false }))
        .data,
  });
  if (!clients.data || clients.data.length > 1) return null;
  return (
    <Alert variant="light" title="Begin with a client">
      <Group justify="space-between" gap="sm">
        <Text size="sm" flex="1 1 16rem">
          A client is a program that gets access tokens. There is none yet but the one that came with the
          server.
        </Text>
        <PermittedButton needs="create:clients" onClick={() => void navigate('/clients/new')}>
          Create a client
        </PermittedButton>
      </Group>
    </Alert>
  );
}
