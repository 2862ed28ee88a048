import type { ResourceServerScope } from '@clientele/sdk';
import { ActionIcon, Alert, Button, Group, Stack, Table, Text, TextInput } from '@mantine/core';
import { Pencil1Icon, TrashIcon } from '@radix-ui/react-icons';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useMutation } from '../api/use-mutation.js';
import { useClientNames } from '../elements/client-names.js';
import { Confirmation } from '../elements/confirmation.js';
import { Dialog } from '../elements/dialog.js';
import { Empty } from '../elements/empty.js';
import { FailureNotice } from '../elements/failure-notice.js';
import { useMissing } from '../elements/permitted.js';
import { errorAt, isElsewhere } from '../elements/property-error.js';
import { visible } from '../elements/shown-text.js';
import { useSignedIn } from '../session/session-context.js';
import { grantsWith } from './grants.js';
import { NewScope } from './new-scope.js';
import { type ShownApi, systemReason } from './read-api.js';
import { type ChangeScopes, type Scopes, useScopeChange } from './scope-change.js';

/** Rows that are shown before somebody filters or asks for all. */
const mostShown = 200;

/** The scopes of an API: added, described and removed one by one. */
export function ApiScopesTab({ apiId, shown }: { apiId: string; shown: ShownApi }) {
  const missing = useMissing('update:resource_servers');
  const change = useScopeChange(apiId, shown.id);
  const [filter, setFilter] = useState('');
  const [all, setAll] = useState(false);
  const [editing, setEditing] = useState<ResourceServerScope>();
  const [removing, setRemoving] = useState<string>();
  const scopes = shown.scopes ?? [];
  const words = filter.trim().toLowerCase();
  const found = scopes.filter(({ value, description = '' }) =>
    `${value} ${description}`.toLowerCase().includes(words),
  );
  const unless = shown.is_system ? systemReason : missing;
  return (
    <Stack>
      {shown.is_system ? (
        <Alert variant="light" color="gray">
          {systemReason}
        </Alert>
      ) : (
        <NewScope scopes={scopes} change={change} />
      )}
      <Group gap="sm">
        {scopes.length > 8 && (
          <TextInput
            aria-label="Filter the scopes"
            placeholder="Filter"
            flex="1 1 10rem"
            maw={320}
            value={filter}
            onChange={(event) => setFilter(event.currentTarget.value)}
          />
        )}
        <Text size="sm" c="dimmed" role="status">
          {words === '' ? counted(scopes.length) : `${found.length} of ${scopes.length} scopes`}
        </Text>
      </Group>
      {scopes.length === 0 ? (
        <Empty title="No scopes yet">
          A scope is what a client may do, such as read:parcels. Tokens name the ones that a client was
          granted.
        </Empty>
      ) : (
        <ScopeTable
          scopes={all ? found : found.slice(0, mostShown)}
          unless={unless}
          onEdit={setEditing}
          onRemove={setRemoving}
        />
      )}
      {!all && found.length > mostShown && (
        <Button variant="default" onClick={() => setAll(true)} style={{ alignSelf: 'flex-start' }}>
          Show all {found.length}
        </Button>
      )}
      {editing && <EditScope scope={editing} change={change} onClose={() => setEditing(undefined)} />}
      <Confirmation
        opened={removing !== undefined}
        title="Remove the scope?"
        action="Remove"
        danger
        onConfirm={() => change((now) => now.filter(({ value }) => value !== removing))}
        onClose={() => setRemoving(undefined)}
      >
        {removing !== undefined && <GoesWithIt audience={shown.identifier} scope={removing} />}
      </Confirmation>
    </Stack>
  );
}

const counted = (count: number) => (count === 1 ? 'One scope' : `${count} scopes`);

function ScopeTable({
  scopes,
  unless,
  onEdit,
  onRemove,
}: {
  scopes: Scopes;
  unless: string | undefined;
  onEdit: (scope: ResourceServerScope) => void;
  onRemove: (value: string) => void;
}) {
  return (
    <Table verticalSpacing={6} aria-label="Scopes">
      <Table.Thead>
        <Table.Tr>
          <Table.Th scope="col">Scope</Table.Th>
          <Table.Th scope="col" visibleFrom="sm">
            What it allows
          </Table.Th>
          {unless === undefined && (
            <Table.Th scope="col" w={90} ta="right">
              Change
            </Table.Th>
          )}
        </Table.Tr>
      </Table.Thead>
      <Table.Tbody>
        {scopes.map((scope) => {
          const { value, description } = scope;
          const shown = visible(value);
          return (
            <Table.Tr key={value}>
              <Table.Th scope="row" fw={400} ff="monospace" fz="sm" style={{ overflowWrap: 'anywhere' }}>
                <bdi>{shown}</bdi>
                <Text size="xs" c="dimmed" ff="text" hiddenFrom="sm">
                  {visible(description ?? '')}
                </Text>
              </Table.Th>
              <Table.Td visibleFrom="sm" style={{ overflowWrap: 'anywhere' }}>
                <bdi>{visible(description ?? '')}</bdi>
              </Table.Td>
              {unless === undefined && (
                <Table.Td>
                  <Group gap={4} justify="flex-end" wrap="nowrap">
                    <ActionIcon
                      variant="subtle"
                      color="gray"
                      aria-label={`Describe ${shown}`}
                      onClick={() => onEdit(scope)}
                    >
                      <Pencil1Icon />
                    </ActionIcon>
                    <ActionIcon
                      variant="subtle"
                      color="red"
                      aria-label={`Remove ${shown}`}
                      onClick={() => onRemove(value)}
                    >
                      <TrashIcon />
                    </ActionIcon>
                  </Group>
                </Table.Td>
              )}
            </Table.Tr>
          );
        })}
      </Table.Tbody>
    </Table>
  );
}

function EditScope({
  scope,
  change,
  onClose,
}: {
  scope: ResourceServerScope;
  change: ChangeScopes;
  onClose: () => void;
}) {
  const [description, setDescription] = useState(scope.description ?? '');
  const save = useMutation({
    mutationFn: () =>
      change((now) =>
        now.map((one) =>
          one.value === scope.value ? { value: one.value, ...(description !== '' && { description }) } : one,
        ),
      ),
    onSuccess: onClose,
  });
  return (
    <Dialog onClose={onClose} title="What the scope allows">
      <form
        onSubmit={(event) => {
          event.preventDefault();
          save.mutate();
        }}
      >
        <Stack>
          <Text size="sm">
            A scope keeps its name, since grants and tokens refer to it: to rename one, add the new one, grant
            it, and remove the old one when nobody asks for it.
          </Text>
          <TextInput
            label={visible(scope.value)}
            value={description}
            onChange={(event) => setDescription(event.currentTarget.value)}
            error={errorAt(save.error, 'scopes')}
            data-autofocus
          />
          {isElsewhere(save.error, ['scopes']) && <FailureNotice error={save.error} />}
          <Group justify="flex-end">
            <Button variant="default" onClick={onClose}>
              Cancel
            </Button>
            <Button type="submit" loading={save.isPending}>
              Save
            </Button>
          </Group>
        </Stack>
      </form>
    </Dialog>
  );
}

/** Which clients lose a scope. */
function GoesWithIt({ audience, scope }: { audience: string; scope: string }) {
  const { api, can } = useSignedIn();
  const query = useQuery({
    queryKey: ['grants', 'of-api', audience, 'with', scope],
    queryFn: () => grantsWith(api, audience, scope),
    enabled: can('read:client_grants'),
  });
  const found = query.data?.found ?? [];
  const names = useClientNames(found.slice(0, 5).flatMap(({ client_id }) => client_id ?? []));
  const shown = found.slice(0, 5).map(({ client_id = '' }) => visible(names.get(client_id) ?? client_id));
  return (
    <Stack gap="xs">
      <span>
        Tokens no longer get <bdi>{visible(scope)}</bdi>, and who asks for it is refused. Tokens that are out
        keep it until they expire.
      </span>
      <span role="status">
        {query.data === undefined
          ? can('read:client_grants')
            ? 'Looking for the grants that have it…'
            : 'Which grants have it, you may not see.'
          : found.length === 0
            ? 'No grant has it.'
            : `${found.length}${query.data.isAll ? '' : ' or more'} ${found.length === 1 ? 'grant has' : 'grants have'} it: ${shown.join(', ')}${found.length > 5 ? ' and others' : ''}. A grant goes on naming it, and gives it again if you add it again.`}
      </span>
    </Stack>
  );
}
