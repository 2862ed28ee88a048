import { Alert, Button, Group, PasswordInput, Stack, Text } from '@mantine/core';
import { useClipboard } from '@mantine/hooks';
import { CheckIcon, CopyIcon, DownloadIcon } from '@radix-ui/react-icons';
import { saveFile } from '../../../elements/save-file.js';

/** A secret that was just made: to be copied or saved, and hidden until somebody asks. */
export function SecretOnce({
  clientId,
  secret,
  onClose,
}: {
  clientId: string;
  secret: string;
  onClose: () => void;
}) {
  const { copy, copied } = useClipboard({ timeout: 2000 });
  return (
    <Stack>
      <Alert color="orange" variant="light">
        Copy it now and keep it where your application finds its secrets. Where the server keeps secrets
        readable it can be shown again; otherwise this is the only time.
      </Alert>
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
          onClick={() => copy(secret)}
          data-autofocus
        >
          {copied ? 'Copied' : 'Copy the secret'}
        </Button>
        <Button
          variant="default"
          leftSection={<DownloadIcon aria-hidden />}
          onClick={() => saveFile(`${clientId.replace(/[^\w-]/g, '_')}.secret`, secret, 'text/plain')}
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
