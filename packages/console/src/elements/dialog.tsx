import { Modal, type ModalProps } from '@mantine/core';
import { useEffect, useRef } from 'react';

/** A dialog that is there as long as it is shown; when it goes, the focus is back where it was. */
export function Dialog(props: Omit<ModalProps, 'opened'>) {
  const before = useRef(document.activeElement);
  useEffect(() => {
    const { current: origin } = before;
    return () => {
      if (origin instanceof HTMLElement && origin.isConnected) origin.focus({ preventScroll: true });
    };
  }, []);
  return <Modal closeButtonProps={{ 'aria-label': 'Close' }} {...props} opened />;
}
