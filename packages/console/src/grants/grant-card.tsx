import type { ClientGrant } from '@clientele/sdk';
import { Badge, Code, Group, Paper, Spoiler, Stack, Text } from '@mantine/core';
import { type ReactNode, useState } from 'react';
import { Confirmation } from '../elements/confirmation.js';
import { PermittedButton } from '../elements/permitted.js';
import { visible } from '../elements/shown-text.js';
import { useSignedIn } from '../session/session-context.js';
import { useRefreshGrants } from './refresh-grants.js';

const subjects = { client: undefined, user: 'for users', anonymous_user: 'for anonymous users' } as const;

/** A grant, an item of a list: whose or for what it is, its scopes, and what can be done with it. */
export function GrantCard({
  grant,
  title,
  name,
  about,
  offered,
  removal,
  edit,
}: {
  grant: ClientGrant;
  title: ReactNode;
  /** The title as a text, to tell the buttons of one grant from those of another. */
  name: string;
  about?: ReactNode;
  /** How many scopes the API has, as far as that is known. */
  offered: number | undefined;
  /** What the removal means. */
  removal: ReactNode;
  /** The form by which it is changed. */
  edit: (close: () => void) => ReactNode;
}) {
  const { api } = useSignedIn();
  const refresh = useRefreshGrants();
  const [action, setAction] = useState<'edit' | 'remove'>();
  const close = () => setAction(undefined);
  const unless = grant.is_system ? 'The server keeps this grant for itself.' : undefined;
  const subject = subjects[grant.subject_type];
  const shortName = visible(name).slice(0, 80);
  return (
    <Paper component="li" withBorder p="sm">
      <Group justify="space-between" align="flex-start" gap="sm">
        <Stack gap={4} miw={0} flex="1 1 14rem">
          <Group gap="xs">
            {title}
            {subject !== undefined && <Badge variant="light">{subject}</Badge>}
            {grant.is_system && (
              <Badge variant="light" color="gray">
                Of the server
              </Badge>
            )}
          </Group>
          {about}
          <GrantedScopes grant={grant} offered={offered} />
        </Stack>
        <Group gap={6}>
          <PermittedButton
            needs="update:client_grants"
            unless={unless}
            size="compact-sm"
            variant="default"
            onClick={() => setAction('edit')}
            aria-label={`Scopes: ${shortName}`}
          >
            Scopes…
          </PermittedButton>
          <PermittedButton
            needs="delete:client_grants"
            unless={unless}
            size="compact-sm"
            variant="default"
            onClick={() => setAction('remove')}
            aria-label={`Remove: ${shortName}`}
          >
            Remove…
          </PermittedButton>
        </Group>
      </Group>
      {action === 'edit' && edit(close)}
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
        {removal} Tokens that are out stay valid until they expire.
      </Confirmation>
    </Paper>
  );
}

function GrantedScopes({ grant, offered }: { grant: ClientGrant; offered: number | undefined }) {
  const { allow_all_scopes, scope = [] } = grant;
  if (allow_all_scopes) return <Text size="sm">All scopes, also those that are added later</Text>;
  if (scope.length === 0)
    return <Text size="sm">No scopes: its tokens say nothing of what may be done.</Text>;
  return (
    <>
      <Text size="xs" c="dimmed">
        {offered === undefined ? `${scope.length}` : `${scope.length} of ${offered}`} scopes
      </Text>
      <Spoiler maxHeight={52} showLabel={`Show all ${scope.length} scopes`} hideLabel="Show fewer">
        <Group gap={4}>
          {scope.map((value) => (
            <Code key={value} style={{ overflowWrap: 'anywhere' }}>
              <bdi>{visible(value)}</bdi>
            </Code>
          ))}
        </Group>
      </Spoiler>
    </>
  );
}
