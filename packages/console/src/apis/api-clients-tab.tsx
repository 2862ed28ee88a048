import type { ClientGrant } from '@clientele/sdk';
import { Anchor, Badge, Button, Code, Group, Paper, Spoiler, Stack, Text } from '@mantine/core';
import { useState } from 'react';
import { Link } from 'react-router';
import { useClientNames } from '../elements/client-names.js';
import { Confirmation } from '../elements/confirmation.js';
import { Empty } from '../elements/empty.js';
import { GivenText } from '../elements/given-text.js';
import { Loaded } from '../elements/loaded.js';
import { PermittedButton } from '../elements/permitted.js';
import { visible } from '../elements/shown-text.js';
import { useSignedIn } from '../session/session-context.js';
import { ApiGrantForm } from './api-grant-form.js';
import { useApiGrants, useRefreshGrants } from './grants.js';
import type { ShownApi } from './read-api.js';

/** The clients that have a grant for an API, with the scopes of each. */
export function ApiClientsTab({ shown }: { apiId: string; shown: ShownApi }) {
  const { api } = useSignedIn();
  const refresh = useRefreshGrants();
  const grants = useApiGrants(shown.identifier);
  const [editing, setEditing] = useState<ClientGrant | 'new'>();
  const [removing, setRemoving] = useState<ClientGrant>();
  const listed = grants.data?.pages.flatMap((page) => page.client_grants) ?? [];
  const names = useClientNames(listed.flatMap(({ client_id }) => client_id ?? []));
  const nameOf = ({ client_id = '' }: ClientGrant) => names.get(client_id) ?? client_id;
  return (
    <Stack>
      <Group justify="space-between" gap="sm">
        <Text size="sm" maw={560}>
          A client gets tokens for this API with the scopes of its grant, and with no others.
        </Text>
        <PermittedButton needs="create:client_grants" onClick={() => setEditing('new')}>
          Add a client…
        </PermittedButton>
      </Group>
      <Loaded query={grants} rows={6}>
        {() =>
          listed.length === 0 ? (
            <Empty title="No client has a grant">Add one, so that it gets tokens for this API.</Empty>
          ) : (
            <Stack component="ul" gap="xs" m={0} p={0} style={{ listStyle: 'none' }}>
              {listed.map((grant) => (
                <GrantItem
                  key={grant.id}
                  grant={grant}
                  name={nameOf(grant)}
                  offered={shown.scopes?.length ?? 0}
                  onEdit={() => setEditing(grant)}
                  onRemove={() => setRemoving(grant)}
                />
              ))}
            </Stack>
          )
        }
      </Loaded>
      {grants.hasNextPage && (
        <Button
          variant="default"
          loading={grants.isFetchingNextPage}
          onClick={() => void grants.fetchNextPage()}
          style={{ alignSelf: 'flex-start' }}
        >
          Show more
        </Button>
      )}
      {editing !== undefined && (
        <ApiGrantForm
          api={shown}
          grant={editing === 'new' ? undefined : editing}
          name={editing === 'new' ? undefined : nameOf(editing)}
          onClose={() => setEditing(undefined)}
        />
      )}
      <Confirmation
        opened={removing !== undefined}
        title="Remove the grant?"
        action="Remove"
        danger
        onConfirm={async () => {
          if (removing) await api.grants.delete({ id: removing.id });
          await refresh();
        }}
        onClose={() => setRemoving(undefined)}
      >
        <bdi>{visible(removing ? nameOf(removing) : '').slice(0, 200)}</bdi> gets no more tokens for this API.
        Tokens that it has stay valid until they expire.
      </Confirmation>
    </Stack>
  );
}

const subjects = { client: undefined, user: 'for users', anonymous_user: 'for anonymous users' } as const;

function GrantItem({
  grant,
  name,
  offered,
  onEdit,
  onRemove,
}: {
  grant: ClientGrant;
  name: string;
  /** How many scopes the API has. */
  offered: number;
  onEdit: () => void;
  onRemove: () => void;
}) {
  const { can } = useSignedIn();
  const { client_id, default_for, scope = [], allow_all_scopes, subject_type, is_system } = grant;
  const unless = is_system ? 'The server keeps this grant for itself.' : undefined;
  const subject = subjects[subject_type];
  const sees = can('read:clients', 'read:client_summary');
  const shortName = visible(name).slice(0, 80);
  return (
    <Paper component="li" withBorder p="sm">
      <Group justify="space-between" align="flex-start" gap="sm">
        <Stack gap={4} miw={0} flex="1 1 14rem">
          <Group gap="xs">
            {client_id !== undefined && sees ? (
              <Anchor component={Link} to={`/clients/${encodeURIComponent(client_id)}/apis`} fw={500} miw={0}>
                <GivenText inherit>{name}</GivenText>
              </Anchor>
            ) : (
              <Text fw={500} component="div" miw={0}>
                {client_id === undefined ? (
                  `All ${default_for?.replaceAll('_', '-')}`
                ) : (
                  <GivenText inherit>{name}</GivenText>
                )}
              </Text>
            )}
            {subject !== undefined && <Badge variant="light">{subject}</Badge>}
            {is_system && (
              <Badge variant="light" color="gray">
                Of the server
              </Badge>
            )}
          </Group>
          {allow_all_scopes ? (
            <Text size="sm">All scopes, also those that are added later</Text>
          ) : (
            <>
              <Text size="xs" c="dimmed">
                {scope.length} of {offered} scopes
              </Text>
              {scope.length > 0 && (
                <Spoiler maxHeight={52} showLabel={`Show all ${scope.length} scopes`} hideLabel="Show fewer">
                  <Group gap={4}>
                    {scope.map((value) => (
                      <Code key={value} style={{ overflowWrap: 'anywhere' }}>
                        <bdi>{visible(value)}</bdi>
                      </Code>
                    ))}
                  </Group>
                </Spoiler>
              )}
            </>
          )}
        </Stack>
        <Group gap={6}>
          <PermittedButton
            needs="update:client_grants"
            unless={unless}
            size="compact-sm"
            variant="default"
            onClick={onEdit}
            aria-label={`Scopes of ${shortName}`}
          >
            Scopes…
          </PermittedButton>
          <PermittedButton
            needs="delete:client_grants"
            unless={unless}
            size="compact-sm"
            variant="default"
            onClick={onRemove}
            aria-label={`Remove ${shortName}`}
          >
            Remove…
          </PermittedButton>
        </Group>
      </Group>
    </Paper>
  );
}
