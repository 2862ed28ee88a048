import type { ClientSecret, ClientSecretUpdate } from '@clientele/sdk';
import { Button, Group, Stack, Text } from '@mantine/core';
import { useState } from 'react';
import { serverNow } from '../../../api/server-clock.js';
import { useMutation } from '../../../api/use-mutation.js';
import { Confirmation } from '../../../elements/confirmation.js';
import { Dialog } from '../../../elements/dialog.js';
import { FailureNotice } from '../../../elements/failure-notice.js';
import { PermittedButton } from '../../../elements/permitted.js';
import { isElsewhere } from '../../../elements/property-error.js';
import { useSignedIn } from '../../../session/session-context.js';
import { DeadlineField, isOver, momentOfField } from './deadline-field.js';
import {
  type Overlap,
  OverlapChoice,
  overlapProperties,
  overlapProperty,
  usualOverlap,
} from './overlap-choice.js';
import { useRefresh } from './rotation.js';
import { ShowSecret } from './show-secret.js';

type Action = 'promote' | 'deadline' | 'disable' | 'end' | 'enable' | 'delete' | 'show';

/** What can be done with a secret in each state; one that works is disabled before it can be deleted. */
const actionsOf: Record<ClientSecret['state'], readonly Action[]> = {
  primary: ['show', 'disable'],
  retiring: ['show', 'deadline', 'promote', 'end', 'disable'],
  staged: ['show', 'promote', 'delete'],
  disabled: ['enable', 'delete'],
};

const labels: Record<Action, string> = {
  promote: 'Promote…',
  deadline: 'Change the deadline…',
  disable: 'Disable…',
  end: 'End now…',
  enable: 'Enable…',
  delete: 'Delete…',
  show: 'Show…',
};

/** The buttons of a secret, and the questions behind them. */
export function SecretActions({ clientId, secret }: { clientId: string; secret: ClientSecret }) {
  const [action, setAction] = useState<Action>();
  const { api } = useSignedIn();
  const refresh = useRefresh(clientId);
  const place = { client_id: clientId, secret_id: secret.id };
  const change = async (body: ClientSecretUpdate, force = false) => {
    await api.secrets.update({ ...place, ...(force && { force }) }, body);
    await refresh();
  };
  const close = () => setAction(undefined);
  const what = secret.name ?? (secret.hint === undefined ? secret.id : `${secret.hint}…`);
  return (
    <Group gap={6} maw={360} justify="flex-end">
      {actionsOf[secret.state].map((one) => (
        <PermittedButton
          key={one}
          needs={one === 'show' ? 'read:client_keys' : 'update:client_keys'}
          size="compact-sm"
          variant={one === 'promote' ? 'light' : 'default'}
          onClick={() => setAction(one)}
        >
          {labels[one]}
        </PermittedButton>
      ))}
      {action === 'show' && <ShowSecret clientId={clientId} secretId={secret.id} onClose={close} />}
      {action === 'promote' && <Promotion what={what} onClose={close} onChange={change} />}
      {action === 'deadline' && <Deadline secret={secret} onClose={close} onChange={change} />}
      <Confirmation
        opened={action === 'disable'}
        title={`Disable ${what}?`}
        action="Disable"
        danger
        onConfirm={() => change({ state: 'disabled' }, secret.state === 'primary')}
        onClose={close}
      >
        {secret.state === 'primary'
          ? 'It authenticates nobody from now on. If no other secret works, the client gets no tokens. You can enable it again.'
          : 'It authenticates nobody from now on. You can enable it again.'}
      </Confirmation>
      <Confirmation
        opened={action === 'end'}
        title={`End ${what} now?`}
        action="End it"
        danger
        onConfirm={() => change({ expires_at: new Date(serverNow()).toISOString() })}
        onClose={close}
      >
        It stops working at once and cannot be brought back. Whoever still uses it is refused.
      </Confirmation>
      <Confirmation
        opened={action === 'enable'}
        title={`Enable ${what}?`}
        action="Enable"
        onConfirm={() => change({ state: 'staged' })}
        onClose={close}
      >
        It is staged again; promote it to let it work.
      </Confirmation>
      <Confirmation
        opened={action === 'delete'}
        title={`Delete ${what}?`}
        action="Delete"
        danger
        onConfirm={async () => {
          await api.secrets.delete(place);
          await refresh();
        }}
        onClose={close}
      >
        It cannot be brought back.
      </Confirmation>
    </Group>
  );
}

type OnChange = (body: ClientSecretUpdate) => Promise<void>;

function Promotion({ what, onClose, onChange }: { what: string; onClose: () => void; onChange: OnChange }) {
  const [overlap, setOverlap] = useState<Overlap>(usualOverlap);
  const promote = useMutation({
    mutationFn: () => onChange({ state: 'primary', ...overlapProperty(overlap) }),
    onSuccess: onClose,
  });
  return (
    <Dialog onClose={onClose} title={`Promote ${what}`}>
      <Stack>
        <Text size="sm">It becomes the primary secret and works at once.</Text>
        <OverlapChoice overlap={overlap} error={promote.error} onChange={setOverlap} />
        {isElsewhere(promote.error, overlapProperties) && <FailureNotice error={promote.error} />}
        <Group justify="flex-end">
          <Button variant="default" onClick={onClose}>
            Cancel
          </Button>
          <Button
            loading={promote.isPending}
            disabled={overlap === undefined}
            onClick={() => promote.mutate()}
          >
            Promote
          </Button>
        </Group>
      </Stack>
    </Dialog>
  );
}

function Deadline({
  secret,
  onClose,
  onChange,
}: {
  secret: ClientSecret;
  onClose: () => void;
  onChange: OnChange;
}) {
  const [at, setAt] = useState(() => momentOfField(secret.expires_at));
  const save = useMutation({
    mutationFn: () => onChange({ expires_at: new Date(at).toISOString() }),
    onSuccess: onClose,
  });
  return (
    <Dialog onClose={onClose} title="Change the deadline">
      <Stack>
        <DeadlineField label="Works until" value={at} onChange={setAt} />
        {save.error && <FailureNotice error={save.error} />}
        <Group justify="flex-end">
          <Button variant="default" onClick={onClose}>
            Cancel
          </Button>
          <Button loading={save.isPending} disabled={at === '' || isOver(at)} onClick={() => save.mutate()}>
            Save
          </Button>
        </Group>
      </Stack>
    </Dialog>
  );
}
