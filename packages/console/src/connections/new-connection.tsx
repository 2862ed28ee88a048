import { Strategy } from '@clientele/model';
import type { ConnectionStrategy } from '@clientele/sdk';
import { Button, Group, Select, Stack, TextInput } from '@mantine/core';
import { useQueryClient } from '@tanstack/react-query';
import { type FormEvent, useState } from 'react';
import { useNavigate } from 'react-router';
import { failureOf } from '../api/failure.js';
import { useMutation } from '../api/use-mutation.js';
import { Dialog } from '../elements/dialog.js';
import { FailureNotice } from '../elements/failure-notice.js';
import { errorAt, isElsewhere } from '../elements/property-error.js';
import { afterSaving } from '../elements/unsaved-changes.js';
import { useSignedIn } from '../session/session-context.js';
import { connectionListsKey } from './read-connection.js';
import { strategyName } from './strategy-words.js';

/** Registers a connection. */
export function NewConnection({ onClose }: { onClose: () => void }) {
  const { api } = useSignedIn();
  const queries = useQueryClient();
  const navigate = useNavigate();
  const [name, setName] = useState('');
  const [strategy, setStrategy] = useState<ConnectionStrategy>('auth0');
  const create = useMutation({
    mutationFn: async () => (await api.connections.create({ name, strategy })).data,
    onSuccess: async ({ id }) => {
      await queries.invalidateQueries({ queryKey: connectionListsKey });
      await navigate(`/connections/${encodeURIComponent(id)}`, afterSaving);
    },
  });
  const { status, message } = failureOf(create.error);
  const isTaken = status === 409;
  const send = (event: FormEvent) => {
    event.preventDefault();
    create.mutate();
  };
  return (
    <Dialog onClose={onClose} title="Create a connection">
      <form onSubmit={send}>
        <Stack>
          <TextInput
            label="Name"
            description="Letters, digits and dashes. Requests name the connection by it, so it never changes; what people see does."
            placeholder="staff"
            value={name}
            onChange={(event) => setName(event.currentTarget.value)}
            error={errorAt(create.error, 'name') ?? (isTaken ? message : undefined)}
            spellCheck={false}
            autoComplete="off"
            required
            data-autofocus
          />
          <Select
            label="Strategy"
            description="How it signs people in. It never changes."
            data={Strategy.enum.map((one) => ({ value: one, label: strategyName(one) }))}
            value={strategy}
            onChange={(next) => next && setStrategy(next)}
            error={errorAt(create.error, 'strategy')}
            searchable
            nothingFoundMessage="No strategy is like this"
            required
          />
          {!isTaken && isElsewhere(create.error, ['name', 'strategy']) && (
            <FailureNotice error={create.error} />
          )}
          <Group justify="flex-end">
            <Button variant="default" onClick={onClose}>
              Cancel
            </Button>
            <Button type="submit" loading={create.isPending}>
              Create
            </Button>
          </Group>
        </Stack>
      </form>
    </Dialog>
  );
}
