import { Modal } from '@mantine/core';

/** Goes to any page, client, API or action by its name. */
export default function CommandPalette({ onClose }: { onClose: () => void }) {
  return (
    <Modal opened onClose={onClose} title="Go to…">
      …
    </Modal>
  );
}
