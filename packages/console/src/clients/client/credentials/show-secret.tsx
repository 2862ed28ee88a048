import { Text } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { Dialog } from '../../../elements/dialog.js';
import { Loaded } from '../../../elements/loaded.js';
import { useSignedIn } from '../../../session/session-context.js';
import { Secret } from './secret.js';

/** Shows a secret where the server keeps it readable; it is read for this, and let go afterwards. */
export function ShowSecret({
  clientId,
  secretId,
  onClose,
}: {
  clientId: string;
  secretId: string;
  onClose: () => void;
}) {
  const { api } = useSignedIn();
  const query = useQuery({
    queryKey: ['secret', clientId, secretId],
    queryFn: async () => (await api.secrets.get({ client_id: clientId, secret_id: secretId })).data,
    gcTime: 0,
    staleTime: 0,
  });
  return (
    <Dialog onClose={onClose} title="The secret">
      <Loaded query={query}>
        {({ secret }) =>
          secret === undefined ? (
            <Text size="sm">
              This server shows secrets once, when they are made, and keeps only what it needs to recognise
              them. If this one is lost, rotate it.
            </Text>
          ) : (
            <Secret clientId={clientId} secret={secret} onClose={onClose} />
          )
        }
      </Loaded>
    </Dialog>
  );
}
