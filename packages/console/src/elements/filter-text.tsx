import { TextInput, type TextInputProps } from '@mantine/core';
import { useDebouncedCallback } from '@mantine/hooks';
import { useEffect, useRef, useState } from 'react';

/** Milliseconds after the last key before what was typed counts. */
const pause = 250;

/** A text that narrows a list; it counts when somebody stops typing. */
export function FilterText({
  value,
  onChange,
  ...props
}: Omit<TextInputProps, 'value' | 'onChange'> & { value: string; onChange: (value: string) => void }) {
  const [text, setText] = useState(value);
  const sent = useRef(value);
  const send = useDebouncedCallback((next: string) => {
    sent.current = next;
    onChange(next.trim());
  }, pause);
  useEffect(() => {
    // It changed without this field: by the back button, or a link.
    if (value !== sent.current.trim()) setText(value);
    sent.current = value;
  }, [value]);
  return (
    <TextInput
      spellCheck={false}
      maxLength={1000}
      {...props}
      value={text}
      onChange={(event) => {
        setText(event.currentTarget.value);
        send(event.currentTarget.value);
      }}
    />
  );
}
