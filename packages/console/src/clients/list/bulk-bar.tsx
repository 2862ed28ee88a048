import { Button, Group, Paper, Text } from '@mantine/core';
import { lazy, Suspense, useState } from 'react';
import { PermittedButton } from '../../elements/permitted.js';
import type { BulkAction } from './bulk-preview.js';
import type { ListedClient } from './found-clients.js';

const Preview = lazy(() => import('./bulk-preview.js'));

/** What can be done with the clients that are chosen. */
export function BulkBar({
  chosen,
  onChoose,
}: {
  chosen: ReadonlyMap<string, ListedClient>;
  onChoose: (chosen: ReadonlyMap<string, ListedClient>) => void;
}) {
  const [action, setAction] = useState<BulkAction>();
  const clients = [...chosen.values()];
  return (
    <>
      {chosen.size > 0 && (
        <Paper withBorder p="xs" role="region" aria-label="Chosen clients">
          <Group gap="xs">
            <Text size="sm" role="status">
              {chosen.size} chosen
            </Text>
            <PermittedButton
              needs="update:clients"
              size="compact-sm"
              variant="default"
              onClick={() => setAction('disable')}
            >
              Disable…
            </PermittedButton>
            <PermittedButton
              needs="update:clients"
              size="compact-sm"
              variant="default"
              onClick={() => setAction('enable')}
            >
              Enable…
            </PermittedButton>
            <PermittedButton
              needs="delete:clients"
              size="compact-sm"
              color="red"
              variant="light"
              onClick={() => setAction('delete')}
            >
              Delete…
            </PermittedButton>
            <Button size="compact-sm" variant="subtle" onClick={() => onChoose(new Map())}>
              Choose none
            </Button>
          </Group>
        </Paper>
      )}
      {action && (
        <Suspense>
          <Preview
            action={action}
            clients={clients}
            onClose={() => setAction(undefined)}
            onDone={(left) => onChoose(new Map(left.map((client) => [client.client_id, client])))}
          />
        </Suspense>
      )}
    </>
  );
}
