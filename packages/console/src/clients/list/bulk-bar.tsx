<<<<<<< HEAD
import { Button, Group, Paper, Text } from '@mantine/core';
import { lazy, Suspense, useState } from 'react';
=======
import { Alert, Button, Group, List, Paper, Progress, Stack, Text } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { failureOf } from '../../api/failure.js';
import { Dialog } from '../../elements/dialog.js';
>>>>>>> 6a31b02477fe0877bfb6082b17c745b5743aabca
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
<<<<<<< HEAD
=======

interface Outcome {
  client: ListedClient;
  message: string | undefined;
}

function Preview({
  action,
  clients,
  onClose,
  onDone,
}: {
  action: Action;
  clients: readonly ListedClient[];
  onClose: () => void;
  onDone: () => void;
}) {
  const { api } = useSignedIn();
  const queries = useQueryClient();
  const [begun] = useState(clients);
  const [outcomes, setOutcomes] = useState<readonly Outcome[]>([]);
  const { title, about, done } = words[action];
  const affected = begun.filter(
    ({ disabled = false }) => action === 'delete' || disabled !== (action === 'disable'),
  );
  const run = useMutation({
    mutationFn: async () => {
      for (const client of affected) {
        const parameters = { client_id: client.client_id };
        const change =
          action === 'delete'
            ? api.clients.delete(parameters)
            : api.clients.update(parameters, { disabled: action === 'disable' });
        const message = await change.then(
          () => undefined,
          (error: unknown) => failureOf(error).message,
        );
        setOutcomes((before) => [...before, { client, message }]);
      }
      await queries.invalidateQueries({ queryKey: ['clients'] });
    },
  });
  const failed = outcomes.filter(({ message }) => message !== undefined);
  const close = () => {
    if (run.isPending) return;
    onClose();
    if (run.isSuccess) onDone();
  };
  return (
    <Dialog
      onClose={close}
      title={`${title} ${affected.length === 1 ? 'one client' : `${affected.length} clients`}`}
    >
      <Stack>
        <Text size="sm">{about}</Text>
        {affected.length < begun.length && (
          <Text size="sm" c="dimmed">
            {begun.length - affected.length} of the chosen are {done} already.
          </Text>
        )}
        <List
          size="sm"
          mah={240}
          style={{ overflow: 'auto' }}
          tabIndex={0}
          aria-label="Clients that are changed"
        >
          {affected.map(({ client_id, name }) => (
            <List.Item key={client_id}>
              <bdi>{visible(name).slice(0, 120)}</bdi>
            </List.Item>
          ))}
        </List>
        {run.isPending && (
          <Progress value={(100 * outcomes.length) / affected.length} aria-label="Done so far" />
        )}
        {failed.length > 0 && (
          <Alert color="red" variant="light" role="alert" title={`${failed.length} could not be ${done}`}>
            {failed.map(({ client, message }) => (
              <Text key={client.client_id} size="sm">
                <bdi>{visible(client.name).slice(0, 80)}</bdi>: {message}
              </Text>
            ))}
          </Alert>
        )}
        {run.isSuccess && (
          <Text size="sm" role="status">
            {outcomes.length - failed.length} {done}.
          </Text>
        )}
        <Group justify="flex-end">
          <Button variant="default" onClick={close} disabled={run.isPending}>
            {run.isSuccess ? 'Close' : 'Cancel'}
          </Button>
          {!run.isSuccess && (
            <Button
              color={action === 'delete' ? 'red' : undefined}
              loading={run.isPending}
              disabled={affected.length === 0}
              onClick={() => run.mutate()}
            >
              {title}
            </Button>
          )}
        </Group>
      </Stack>
    </Dialog>
  );
}
>>>>>>> 6a31b02477fe0877bfb6082b17c745b5743aabca
