import { Button, Group, Modal, Text } from '@mantine/core';
import { useEffect } from 'react';
import { useBlocker } from 'react-router';

/** Goes on without being asked, for whoever has just saved: `navigate(to, afterSaving)`. */
export const afterSaving = { state: { saved: true } } as const;

/** Asks before somebody leaves a page with what they have not saved. */
export function UnsavedChanges({
  when,
  title = 'Leave without saving?',
  about = 'What you changed on this page is not saved yet, and is lost when you leave.',
}: {
  when: boolean;
  title?: string;
  about?: string;
}) {
  const blocker = useBlocker(
    ({ currentLocation, nextLocation }) =>
      when && currentLocation.pathname !== nextLocation.pathname && nextLocation.state?.saved !== true,
  );
  useEffect(() => {
    if (!when) return;
    const ask = (event: BeforeUnloadEvent) => event.preventDefault();
    window.addEventListener('beforeunload', ask);
    return () => window.removeEventListener('beforeunload', ask);
  }, [when]);
  const stay = () => blocker.reset?.();
  return (
    <Modal
      opened={blocker.state === 'blocked'}
      onClose={stay}
      title={title}
      closeButtonProps={{ 'aria-label': 'Close' }}
    >
      <Text size="sm">{about}</Text>
      <Group justify="flex-end" mt="md">
        <Button variant="default" onClick={() => blocker.proceed?.()}>
          Leave
        </Button>
        <Button onClick={stay} data-autofocus>
          Stay
        </Button>
      </Group>
    </Modal>
  );
}
