import { NativeSelect, NumberInput, Stack } from '@mantine/core';
import { useState } from 'react';
import { errorAt } from '../../../elements/property-error.js';

const choices = [
  { value: '0', label: 'Not at all: it ends at once' },
  { value: '3600', label: 'One hour' },
  { value: '86400', label: 'One day' },
  { value: '604800', label: '7 days' },
  { value: '2592000', label: '30 days' },
  { value: 'as set up', label: 'As set up: not at all, unless the client or the server says otherwise' },
  { value: 'other', label: 'Other…' },
];

/** For how many seconds the secret before goes on working, as it is set up, or undefined while that is yet to be said. */
export type Overlap = number | 'as set up' | undefined;

/** What is chosen to begin with: nobody is locked out by a press of a button. */
export const usualOverlap: Overlap = 86_400;

/** The property of a request; what is set up needs none. */
const property = 'previous_secret_expires_in';
export const overlapProperty = (overlap: Overlap) =>
  typeof overlap === 'number' ? { [property]: overlap } : {};
/** The properties that have a field here. */
export const overlapProperties = [property];

/** For how long the secret before goes on working. */
export function OverlapChoice({
  overlap,
  error,
  onChange,
}: {
  overlap: Overlap;
  /** Why the request was refused. */
  error: unknown;
  onChange: (overlap: Overlap) => void;
}) {
  const [choice, setChoice] = useState(String(usualOverlap));
  const [touched, setTouched] = useState(false);
  const isMissing = overlap === undefined && touched;
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
          setTouched(false);
          onChange(value === 'as set up' ? value : value === 'other' ? undefined : Number(value));
        }}
      />
      {choice === 'other' && (
        <NumberInput
          label="Seconds"
          min={0}
          allowDecimal={false}
          clampBehavior="none"
          required
          error={isMissing ? 'Expected a whole number of seconds.' : errorAt(error, property)}
          onBlur={() => setTouched(true)}
          onChange={(value) => {
            setTouched(true);
            onChange(typeof value === 'number' ? value : undefined);
          }}
        />
      )}
    </Stack>
  );
}
