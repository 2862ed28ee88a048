import { Alert, Button, Group, PasswordInput, Stack, Text } from '@mantine/core';
import { useClipboard } from '@mantine/hooks';
import { CheckIcon, CopyIcon, DownloadIcon } from '@radix-ui/react-icons';
import { useState } from 'react';
import { saveFile } from '../../../elements/save-file.js';
import { UnsavedChanges } from '../../../elements/unsaved-changes.js';
import { useSignedIn } from '../../../session/session-context.js';

/** A secret that was just made: to be copied or saved before anybody leaves it, and hidden until somebody asks. */
export function NewSecretShown(shown: SecretShown) {
  const { server } = useSignedIn();
  const [kept, setKept] = useState(false);
  const once = server.client_secrets === 'once';
  return (
    <Stack>
      <UnsavedChanges
        when={once && !kept}
        title="Leave without the secret?"
        about="You have neither copied nor saved it, and this server does not show it again."
      />
      <Alert color="orange" variant="light">
        {once
          ? 'Copy it now and keep it where your application finds its secrets: this is the only time that it is shown.'
          : 'Keep it where your application finds its secrets. It can be shown again on the tab Credentials.'}
      </Alert>
      <Secret {...shown} onKept={() => setKept(true)} />
    </Stack>
  );
}

interface SecretShown {
  clientId: string;
  secret: string;
  onClose: () => void;
}

/** A secret, to be copied or saved. */
export function Secret({ clientId, secret, onClose, onKept }: SecretShown & { onKept?: () => void }) {
  const { copy, copied } = useClipboard({ timeout: 2000 });
  return (
    <Stack>
      <PasswordInput
        label="Client secret"
        value={secret}
        readOnly
        visibilityToggleButtonProps={{ 'aria-label': 'Show or hide the secret' }}
        styles={{ innerInput: { fontFamily: 'var(--mantine-font-family-monospace)' } }}
      />
      <Group>
        <Button
          leftSection={copied ? <CheckIcon aria-hidden /> : <CopyIcon aria-hidden />}
          onClick={() => {
            copy(secret);
            onKept?.();
          }}
          data-autofocus
        >
          {copied ? 'Copied' : 'Copy the secret'}
        </Button>
        <Button
          variant="default"
          leftSection={<DownloadIcon aria-hidden />}
          onClick={() => {
            saveFile(`${clientId.replace(/[^\w-]/g, '_')}.secret`, secret, 'text/plain');
            onKept?.();
          }}
        >
          Save as a file
        </Button>
      </Group>
      <Text size="sm" c="dimmed">
        Client ID: <bdi>{clientId}</bdi>
      </Text>
      <Group justify="flex-end">
        <Button variant="default" onClick={onClose}>
          Done
        </Button>
      </Group>
    </Stack>
  );
}
