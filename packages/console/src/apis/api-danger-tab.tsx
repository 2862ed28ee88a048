import { Group, Paper, Stack, Text, Title } from '@mantine/core';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useNavigate } from 'react-router';
import { useClientNames } from '../elements/client-names.js';
import { Confirmation } from '../elements/confirmation.js';
import { PermittedButton } from '../elements/permitted.js';
import { visible } from '../elements/shown-text.js';
import { afterSaving } from '../elements/unsaved-changes.js';
import { useSignedIn } from '../session/session-context.js';
import { countGrants } from './grants.js';
import { apiKey, type ShownApi, systemReason } from './read-api.js';

/** Deletes an API, with its grants. */
export function ApiDangerTab({ apiId, shown }: { apiId: string; shown: ShownApi }) {
  const { api } = useSignedIn();
  const queries = useQueryClient();
  const navigate = useNavigate();
  const [opened, setOpened] = useState(false);
  const remove = async () => {
    await api.resourceServers.delete({ id: shown.id });
    queries.removeQueries({ queryKey: apiKey(apiId) });
    await navigate('/apis', afterSaving);
    await queries.invalidateQueries({ queryKey: ['apis', 'found'] });
    await queries.invalidateQueries({ queryKey: ['grants'] });
  };
  return (
    <Paper withBorder p="md">
      <Group justify="space-between" gap="sm">
        <Stack gap={4} flex="1 1 16rem">
          <Title order={2} size="h4">
            Delete this API
          </Title>
          <Text size="sm">
            Nobody gets tokens for it any more, and all its grants go with it. Tokens that are out stay valid
            until they expire.
          </Text>
        </Stack>
        <PermittedButton
          needs="delete:resource_servers"
          unless={shown.is_system ? systemReason : undefined}
          color="red"
          onClick={() => setOpened(true)}
        >
          Delete…
        </PermittedButton>
      </Group>
      <Confirmation
        opened={opened}
        title="Delete this API?"
        action="Delete"
        danger
        typed={shown.identifier}
        onConfirm={remove}
        onClose={() => setOpened(false)}
      >
        {opened && <GoesWithIt audience={shown.identifier} />}
      </Confirmation>
    </Paper>
  );
}

function GoesWithIt({ audience }: { audience: string }) {
  const { api, can } = useSignedIn();
  const counted = useQuery({
    queryKey: ['grants', 'of-api', audience, 'count'],
    queryFn: () => countGrants(api, audience),
    enabled: can('read:client_grants'),
  });
  const { total, some } = counted.data ?? { total: undefined, some: [] };
  const names = useClientNames(some.flatMap(({ client_id }) => client_id ?? []));
  if (total === undefined) return <>All grants of clients for this API go with it.</>;
  if (total === 0) return <>No client has a grant for it. It cannot be brought back.</>;
  const shown = some
    .map(({ client_id = '' }) => visible(names.get(client_id) ?? client_id))
    .filter((name) => name);
  return (
    <>
      {total === 1 ? 'One grant goes' : `${total} grants go`} with it
      {shown.length > 0 && `, of ${shown.join(', ')}${total > shown.length ? ' and others' : ''}`}. These
      clients get no more tokens for it. It cannot be brought back: an API of the same identifier begins
      without grants.
    </>
  );
}
