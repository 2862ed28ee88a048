import { TextInput } from '@mantine/core';
import { serverNow } from '../../../api/server-clock.js';

/** A time as the browser's field for times has it, in the zone of whoever enters it. */
export function momentOfField(at: string | null | undefined): string {
  if (!at) return '';
  const time = new Date(at);
  return new Date(time.getTime() - time.getTimezoneOffset() * 60_000).toISOString().slice(0, 19);
}

/** Whether a time that was entered has passed, by the server's clock. */
export const isOver = (value: string) => value !== '' && Date.parse(value) <= serverNow();

/** Asks for a date and time, in the zone of whoever enters it. */
export function DeadlineField({
  label,
  description,
  value,
  onChange,
}: {
  label: string;
  description?: string;
  value: string;
  onChange: (value: string) => void;
}) {
  const zone = Intl.DateTimeFormat().resolvedOptions().timeZone;
  return (
    <TextInput
      type="datetime-local"
      step={1}
      label={label}
      description={description ?? `In your time zone, ${zone}.`}
      value={value}
      error={
        isOver(value)
          ? 'This time has passed. What is to end now is ended or disabled by its own button.'
          : undefined
      }
      onChange={(event) => onChange(event.currentTarget.value)}
    />
  );
}
