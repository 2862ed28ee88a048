import { Button, Group, Stack, TextInput } from '@mantine/core';
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

/** Registers an API. */
export function NewApi({ onClose }: { onClose: () => void }) {
  const { api } = useSignedIn();
  const queries = useQueryClient();
  const navigate = useNavigate();
  const [name, setName] = useState('');
  const [identifier, setIdentifier] = useState('');
  const create = useMutation({
    mutationFn: async () => (await api.resourceServers.create({ name, identifier })).data,
    onSuccess: async ({ id }) => {
      await queries.invalidateQueries({ queryKey: ['apis'] });
      await navigate(`/apis/${id}/scopes`, afterSaving);
    },
  });
  const taken = failureOf(create.error).status === 409 ? failureOf(create.error).message : undefined;
  const send = (event: FormEvent) => {
    event.preventDefault();
    create.mutate();
  };
  return (
    <Dialog onClose={onClose} title="Create an API">
      <form onSubmit={send}>
        <Stack>
          <TextInput
            label="Name"
            description="For people: what the API is called where clients are granted its scopes."
            placeholder="Parcels"
            value={name}
            onChange={(event) => setName(event.currentTarget.value)}
            error={errorAt(create.error, 'name')}
            required
            data-autofocus
          />
          <TextInput
            label="Identifier"
            description="What clients ask for, and what tokens name as their audience (aud). Usually the address of the API; nothing has to answer there. It never changes."
            placeholder="https://parcels.example/"
            value={identifier}
            onChange={(event) => setIdentifier(event.currentTarget.value)}
            error={errorAt(create.error, 'identifier') ?? taken}
            spellCheck={false}
            autoComplete="off"
            required
          />
          {taken === undefined && isElsewhere(create.error, ['name', 'identifier']) && (
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
