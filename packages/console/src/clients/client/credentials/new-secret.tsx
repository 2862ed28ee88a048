import { Button, Group, Stack, Text, TextInput } from '@mantine/core';
import { useState } from 'react';
import { useMutation } from '../../../api/use-mutation.js';
import { Dialog } from '../../../elements/dialog.js';
import { FailureNotice } from '../../../elements/failure-notice.js';
import { isElsewhere } from '../../../elements/property-error.js';
import { useSignedIn } from '../../../session/session-context.js';
import {
  type Overlap,
  OverlapChoice,
  overlapProperties,
  overlapProperty,
  usualOverlap,
} from './overlap-choice.js';
import { useRefresh } from './rotation.js';
import { NewSecretShown } from './secret.js';

/** Makes a secret: one that takes the place of the present one, or one that waits to be promoted. */
export function NewSecret({
  clientId,
  staged,
  onClose,
}: {
  clientId: string;
  /** Whether it waits, and authenticates nobody yet. */
  staged: boolean;
  onClose: () => void;
}) {
  const { api } = useSignedIn();
  const refresh = useRefresh(clientId);
  const [name, setName] = useState('');
  const [overlap, setOverlap] = useState<Overlap>(usualOverlap);
  const make = useMutation({
    // What was made is in this component alone, and gone with it.
    gcTime: 0,
    mutationFn: async () => {
      const { data } = await api.secrets.create(
        { client_id: clientId },
        {
          ...(name.trim() !== '' && { name: name.trim() }),
          state: staged ? 'staged' : 'primary',
          ...(!staged && overlapProperty(overlap)),
        },
      );
      return data.secret;
    },
    onSuccess: () => void refresh(),
  });
  const title = staged ? 'Stage the next secret' : 'Rotate the secret';
  return (
    <Dialog
      onClose={onClose}
      title={make.data ? 'The new secret' : title}
      closeOnClickOutside={!make.data}
      closeOnEscape={!make.data}
      withCloseButton={!make.data}
    >
      {make.data ? (
        <NewSecretShown clientId={clientId} secret={make.data} onClose={onClose} />
      ) : (
        <form
          onSubmit={(event) => {
            event.preventDefault();
            if (staged || overlap !== undefined) make.mutate();
          }}
        >
          <Stack>
            <Text size="sm">
              {staged
                ? 'A new secret is made now, to be handed out ahead of time. It authenticates nobody until you promote it.'
                : 'A new secret is made and works at once. The present one goes on working for as long as you say, so that nothing breaks while you hand out the new one.'}
            </Text>
            <TextInput
              label="Name (optional)"
              description="To tell it apart: for example 2027, or who has it."
              value={name}
              maxLength={128}
              data-autofocus
              onChange={(event) => setName(event.currentTarget.value)}
            />
            {!staged && <OverlapChoice overlap={overlap} error={make.error} onChange={setOverlap} />}
            {isElsewhere(make.error, overlapProperties) && <FailureNotice error={make.error} />}
            <Group justify="flex-end">
              <Button variant="default" onClick={onClose}>
                Cancel
              </Button>
              <Button type="submit" loading={make.isPending} disabled={!staged && overlap === undefined}>
                {staged ? 'Stage it' : 'Rotate'}
              </Button>
            </Group>
          </Stack>
        </form>
      )}
    </Dialog>
  );
}
