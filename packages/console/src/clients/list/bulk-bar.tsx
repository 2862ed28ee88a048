import { Button, Group, Paper, Text } from '@mantine/core';
import { lazy, Suspense, useState } from 'react';
import { PermittedButton } from '../../elements/permitted.js';
import type { BulkAction } from './bulk-preview.js';
import type { ListedClient } from './found-clients.js';

const Preview = lazy(() => import('./bulk-preview.js'));

/** What can be done with the clients that are chosen. */
export function BulkBar({
  chosen,
  onDone,
}: {
  chosen: ReadonlyMap<string, ListedClient>;
  onDone: () => void;
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
            <Button size="compact-sm" variant="subtle" onClick={onDone}>
              Choose none
            </Button>
          </Group>
        </Paper>
      )}
      {action && (
        <Suspense>
          <Preview action={action} clients={clients} onClose={() => setAction(undefined)} onDone={onDone} />
        </Suspense>
      )}
    </>
  );
}
