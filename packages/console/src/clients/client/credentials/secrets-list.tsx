import type { ClientRotation, ClientSecret } from '@clientele/sdk';
import { Alert, Badge, Group, Paper, Stack, Text, Title } from '@mantine/core';
import { useState } from 'react';
import { Empty } from '../../../elements/empty.js';
import { Moment } from '../../../elements/moment.js';
import { PermittedButton } from '../../../elements/permitted.js';
import { visible } from '../../../elements/shown-text.js';
import { LastUseNote } from './last-use.js';
import { NewSecret } from './new-secret.js';
import { SecretActions } from './secret-actions.js';

const states = {
  primary: { color: 'teal', text: 'Primary', about: 'works' },
  retiring: { color: 'orange', text: 'Retiring', about: 'works until its deadline' },
  staged: { color: 'indigo', text: 'Staged', about: 'waits to be promoted' },
  disabled: { color: 'gray', text: 'Disabled', about: 'authenticates nobody' },
} as const;

/** The secrets of a client, each with its state and use, and what can be done with it. */
export function SecretsList({
  clientId,
  rotation,
  usesKeys,
}: {
  clientId: string;
  rotation: ClientRotation;
  /** Whether the client authenticates by keys, so that no secret works. */
  usesKeys: boolean;
}) {
  const [making, setMaking] = useState<'rotate' | 'stage'>();
  const unless = usesKeys ? 'This client authenticates by keys or certificates: no secret works.' : undefined;
  return (
    <Stack gap="sm" component="section" aria-label="Secrets">
      <Group justify="space-between">
        <Title order={2} size="h4">
          Secrets
        </Title>
        <Group gap="xs">
          <PermittedButton
            needs="update:client_keys"
            unless={unless}
            variant="default"
            onClick={() => setMaking('stage')}
          >
            Stage the next…
          </PermittedButton>
          <PermittedButton needs="update:client_keys" unless={unless} onClick={() => setMaking('rotate')}>
            Rotate…
          </PermittedButton>
        </Group>
      </Group>
      {usesKeys && rotation.secrets.length > 0 && (
        <Alert variant="light" color="gray">
          {unless} They are kept for the day on which you switch back; delete them if there is none.
        </Alert>
      )}
      {rotation.secrets.length === 0 ? (
        <Empty title="No secret" />
      ) : (
        rotation.secrets.map((secret) => <SecretRow key={secret.id} clientId={clientId} secret={secret} />)
      )}
      {making && (
        <NewSecret clientId={clientId} staged={making === 'stage'} onClose={() => setMaking(undefined)} />
      )}
    </Stack>
  );
}

function SecretRow({ clientId, secret }: { clientId: string; secret: ClientSecret }) {
  const { color, text, about } = states[secret.state];
  return (
    <Paper withBorder p="md">
      <Group justify="space-between" align="flex-start" gap="md">
        <Stack gap={2} miw={180} flex={1}>
          <Group gap="xs">
            <Badge color={color} variant="light">
              {text}
            </Badge>
            <Text fw={500} style={{ overflowWrap: 'anywhere' }}>
              <bdi>{visible(secret.name ?? 'Without a name')}</bdi>
            </Text>
          </Group>
          <Text size="sm" c="dimmed" component="div">
            {secret.hint !== undefined && `Begins with ${visible(secret.hint)}; `}
            {about}; made <Moment at={secret.created_at} />
            {secret.expires_at && (
              <>
                ; ends <Moment at={secret.expires_at} fw={600} />
              </>
            )}
          </Text>
          <Text size="xs" c="dimmed" ff="monospace">
            {secret.id}
          </Text>
        </Stack>
        <LastUseNote use={secret.last_used} />
        <SecretActions clientId={clientId} secret={secret} />
      </Group>
    </Paper>
  );
}
