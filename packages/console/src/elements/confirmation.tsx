import { Button, Group, Modal, Stack, Text, TextInput } from '@mantine/core';
import { type ReactNode, useState } from 'react';
import { useMutation } from '../api/use-mutation.js';
import { FailureNotice } from './failure-notice.js';

/** Asks before something is done that is felt elsewhere; the word has to be typed where it cannot be undone. */
export function Confirmation({
  opened,
  title,
  action,
  typed,
  danger = false,
  onConfirm,
  onClose,
  children,
}: {
  opened: boolean;
  title: string;
  /** What the button says. */
  action: string;
  /** What has to be typed, where anything. */
  typed?: string;
  danger?: boolean;
  onConfirm: () => Promise<unknown>;
  onClose: () => void;
  children: ReactNode;
}) {
  const [text, setText] = useState('');
  const confirm = useMutation({
    mutationFn: onConfirm,
    onSuccess: () => {
      setText('');
      onClose();
    },
  });
  const close = () => {
    confirm.reset();
    setText('');
    onClose();
  };
  return (
    <Modal opened={opened} onClose={close} title={title} closeButtonProps={{ 'aria-label': 'Close' }}>
      <form
        onSubmit={(event) => {
          event.preventDefault();
          confirm.mutate();
        }}
      >
        <Stack>
          <Text size="sm" component="div">
            {children}
          </Text>
          {typed !== undefined && (
            <TextInput
              label={
                <>
                  Type <bdi>{typed}</bdi> to confirm
                </>
              }
              value={text}
              onChange={(event) => setText(event.currentTarget.value)}
              autoComplete="off"
              data-autofocus
            />
          )}
          {confirm.error && <FailureNotice error={confirm.error} />}
          <Group justify="flex-end">
            <Button variant="default" onClick={close}>
              Cancel
            </Button>
            <Button
              type="submit"
              color={danger ? 'red' : undefined}
              loading={confirm.isPending}
              disabled={typed !== undefined && text !== typed}
            >
              {action}
            </Button>
          </Group>
        </Stack>
      </form>
    </Modal>
  );
}
