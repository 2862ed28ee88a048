import { NativeSelect, NumberInput, Stack } from '@mantine/core';
import { useState } from 'react';

const choices = [
  { value: '0', label: 'Not at all: it ends at once' },
  { value: '3600', label: 'One hour' },
  { value: '86400', label: 'One day' },
  { value: '604800', label: '7 days' },
  { value: '2592000', label: '30 days' },
  { value: '', label: 'As set up: not at all, unless the client or the server says otherwise' },
  { value: 'other', label: 'Other…' },
];

/** What is chosen to begin with: nobody is locked out by a press of a button. */
export const usualOverlap = 86_400;

/** For how long the secret before goes on working; undefined leaves it to the client or the server. */
export function OverlapChoice({ onChange }: { onChange: (seconds: number | undefined) => void }) {
  const [choice, setChoice] = useState(String(usualOverlap));
  return (
    <Stack gap="xs">
      <NativeSelect
        label="The present secret goes on working for"
        description="Time to hand out the new one. You can shorten or extend it later."
        data={choices}
        value={choice}
        onChange={(event) => {
          const { value } = event.currentTarget;
          setChoice(value);
          onChange(value === '' || value === 'other' ? undefined : Number(value));
        }}
      />
      {choice === 'other' && (
        <NumberInput
          label="Seconds"
          min={0}
          allowDecimal={false}
          clampBehavior="none"
          onChange={(value) => onChange(value === '' ? undefined : Number(value))}
        />
      )}
    </Stack>
  );
}
