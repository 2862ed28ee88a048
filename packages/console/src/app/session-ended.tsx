import { Alert, Modal } from '@mantine/core';
import type { SessionAnswer } from '../session/session-answer.js';
import { SignInForm } from '../sign-in/sign-in-form.js';

/** Asks to sign in again, above what somebody was doing, which stays. */
export default function SessionEnded({ answer, returnTo }: { answer: SessionAnswer; returnTo: string }) {
  return (
    <Modal
      opened
      onClose={() => undefined}
      withCloseButton={false}
      closeOnEscape={false}
      closeOnClickOutside={false}
      title="Sign in again"
    >
      <Alert color="orange" variant="light" mb="md">
        Your session has ended, here or in another tab. Sign in again; what you entered on this page is kept.
      </Alert>
      <SignInForm answer={answer} returnTo={returnTo} />
    </Modal>
  );
}
