import { Button, Group, Modal, Stack } from '@mantine/core';
import { isConnectionFailure } from '../../api/failure.js';
import { FailureNotice } from '../failure-notice.js';
import { ChangeTable } from './change-table.js';
import type { Change } from './changes.js';

/** Shows what will change before it does. */
export function ReviewChanges({
  opened,
  changes,
  saving,
  error,
  onSave,
  onClose,
}: {
  opened: boolean;
  changes: readonly Change[];
  saving: boolean;
  /** Why there was no answer, where there was none. */
  error?: unknown;
  onSave: () => void;
  onClose: () => void;
}) {
  return (
    <Modal
      opened={opened}
      onClose={onClose}
      size="xl"
      title="What will change"
      closeButtonProps={{ 'aria-label': 'Close' }}
    >
      <Stack>
        <ChangeTable changes={changes} />
        {isConnectionFailure(error) && <FailureNotice error={error} title="Not saved" />}
        <Group justify="flex-end">
          <Button variant="default" onClick={onClose}>
            Go on editing
          </Button>
          <Button loading={saving} onClick={onSave} data-autofocus>
            Save
          </Button>
        </Group>
      </Stack>
    </Modal>
  );
}
