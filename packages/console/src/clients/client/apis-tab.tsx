import type { ClientGrant } from '@clientele/sdk';
import { Anchor, Badge, Code, Group, Paper, Spoiler, Stack, Text, Title } from '@mantine/core';
import { useState } from 'react';
import { Link } from 'react-router';
import { Confirmation } from '../../elements/confirmation.js';
import { Empty } from '../../elements/empty.js';
import { GivenText } from '../../elements/given-text.js';
import { Loaded } from '../../elements/loaded.js';
import { PermittedButton } from '../../elements/permitted.js';
import { visible } from '../../elements/shown-text.js';
import { useSignedIn } from '../../session/session-context.js';
import { useApi } from '../queries/api-choice.js';
import { useGrants, useRefreshGrants } from '../queries/grants.js';
import type { ShownClient } from '../queries/shown-client.js';
import { GrantForm } from './grant-form.js';

/** The APIs that a client may call, with the scopes that it may ask for. */
export default function ApisTab({ client }: { client: ShownClient }) {
  const [adding, setAdding] = useState(false);
  const query = useGrants(client.client_id);
  return (
    <Stack>
      <Group justify="space-between">
        <Title order={2} size="h4">
          APIs that it may call
        </Title>
        <PermittedButton needs="create:client_grants" onClick={() => setAdding(true)}>
          Allow an API…
        </PermittedButton>
      </Group>
      <Loaded query={query}>
        {(grants) =>
          grants.length === 0 ? (
            <Empty title="It may call no API">
              Without a grant for an API the client gets no token for it.
            </Empty>
          ) : (
            grants.map((grant) => <GrantRow key={grant.id} grant={grant} />)
          )
        }
      </Loaded>
      {adding && <GrantForm clientId={client.client_id} onClose={() => setAdding(false)} />}
    </Stack>
  );
}

function GrantRow({ grant }: { grant: ClientGrant }) {
  const { api, can } = useSignedIn();
  const { data } = useApi(grant.audience);
  const refresh = useRefreshGrants(grant.client_id ?? '');
  const [action, setAction] = useState<'edit' | 'remove'>();
  const unless = grant.is_system ? 'The server keeps this grant for itself.' : undefined;
  const close = () => setAction(undefined);
  const scopes = grant.scope ?? [];
  return (
    <Paper withBorder p="md">
      <Group justify="space-between" align="flex-start">
        <Stack gap={4} flex={1} miw={200}>
          <Group gap="xs">
            {data && can('read:resource_servers') ? (
              <Anchor component={Link} to={`/apis/${encodeURIComponent(data.id)}`} fw={600}>
                <GivenText inherit>{data.name}</GivenText>
              </Anchor>
            ) : (
              <Text fw={600}>API</Text>
            )}
            {grant.subject_type !== 'client' && (
              <Badge variant="light">
                {grant.subject_type === 'user' ? 'for users' : 'for anonymous users'}
              </Badge>
            )}
            {grant.is_system && (
              <Badge variant="light" color="gray">
                Of the server
              </Badge>
            )}
          </Group>
          <Text size="sm" c="dimmed" ff="monospace" style={{ overflowWrap: 'anywhere' }}>
            <bdi>{visible(grant.audience)}</bdi>
          </Text>
          {grant.allow_all_scopes ? (
            <Text size="sm">All scopes, also those that are added later</Text>
          ) : (
            <Spoiler maxHeight={64} showLabel={`Show all ${scopes.length} scopes`} hideLabel="Show fewer">
              <Group gap={4}>
                {scopes.length === 0 && (
                  <Text size="sm">No scopes: tokens for this API say nothing of what may be done.</Text>
                )}
                {scopes.map((scope) => (
                  <Code key={scope}>
                    <bdi>{visible(scope)}</bdi>
                  </Code>
                ))}
              </Group>
            </Spoiler>
          )}
        </Stack>
        <Group gap={6}>
          <PermittedButton
            needs="update:client_grants"
            unless={unless}
            size="compact-sm"
            variant="default"
            onClick={() => setAction('edit')}
          >
            Scopes…
          </PermittedButton>
          <PermittedButton
            needs="delete:client_grants"
            unless={unless}
            size="compact-sm"
            variant="default"
            onClick={() => setAction('remove')}
          >
            Remove…
          </PermittedButton>
        </Group>
      </Group>
      {action === 'edit' && <GrantForm clientId={grant.client_id ?? ''} grant={grant} onClose={close} />}
      <Confirmation
        opened={action === 'remove'}
        title="Remove the grant?"
        action="Remove"
        danger
        onConfirm={async () => {
          await api.grants.delete({ id: grant.id });
          await refresh();
        }}
        onClose={close}
      >
        The client gets no more tokens for {visible(grant.audience)}. Tokens that it has stay valid until they
        expire.
      </Confirmation>
    </Paper>
  );
}
