import { Alert, Button, Group, List, Progress, Stack, Text, TextInput } from '@mantine/core';
import { useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { failureOf } from '../../api/failure.js';
import { useMutation } from '../../api/use-mutation.js';
import { Dialog } from '../../elements/dialog.js';
import { shownName, visible } from '../../elements/shown-text.js';
import { useSignedIn } from '../../session/session-context.js';
import type { ListedClient } from './found-clients.js';

/** What is done with many clients at once. */
export type BulkAction = 'disable' | 'enable' | 'delete';

const words: Readonly<Record<BulkAction, { title: string; about: string; done: string }>> = {
  disable: {
    title: 'Disable',
    about:
      'They get no more tokens and may not call the Management API; tokens that they have stay valid until they expire. They can be enabled again.',
    done: 'disabled',
  },
  enable: { title: 'Enable', about: 'They get tokens again, as they are set up.', done: 'enabled' },
  delete: {
    title: 'Delete',
    about: 'Their secrets, keys and grants go with them. This cannot be undone.',
    done: 'deleted',
  },
};

interface Outcome {
  client: ListedClient;
  message: string | undefined;
}

/** Shows which clients are changed, changes one after the other, and says of which it failed. */
export default function Preview({
  action,
  clients,
  onClose,
  onDone,
}: {
  action: BulkAction;
  clients: readonly ListedClient[];
  onClose: () => void;
  /** Called with those that are left to choose from, as they are now. */
  onDone: (left: readonly ListedClient[]) => void;
}) {
  const { api } = useSignedIn();
  const queries = useQueryClient();
  const [begun] = useState(clients);
  const [typed, setTyped] = useState('');
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
    if (run.isSuccess) onDone(leftOf(action, begun, outcomes));
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
              <bdi>{shownName(name, client_id).slice(0, 120)}</bdi>{' '}
              <Text span size="xs" c="dimmed" ff="monospace">
                {visible(client_id)}
              </Text>
            </List.Item>
          ))}
        </List>
        {action === 'delete' && !run.isSuccess && (
          <TextInput
            label={`Type ${affected.length} to confirm`}
            description="How many clients are deleted."
            value={typed}
            onChange={(event) => setTyped(event.currentTarget.value)}
            autoComplete="off"
          />
        )}
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
              disabled={
                affected.length === 0 || (action === 'delete' && typed.trim() !== String(affected.length))
              }
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

/** They stay chosen, so that what was disabled can be deleted next. */
function leftOf(
  action: BulkAction,
  begun: readonly ListedClient[],
  outcomes: readonly Outcome[],
): ListedClient[] {
  const done = new Set(
    outcomes.flatMap(({ client, message }) => (message === undefined ? client.client_id : [])),
  );
  if (action === 'delete') return begun.filter(({ client_id }) => !done.has(client_id));
  const disabled = action === 'disable';
  return begun.map((client) => (done.has(client.client_id) ? { ...client, disabled } : client));
}
