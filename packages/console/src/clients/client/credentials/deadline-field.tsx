import { TextInput } from '@mantine/core';

/** A time as the browser's field for times has it, in the zone of whoever enters it. */
export function momentOfField(at: string | null | undefined): string {
  if (!at) return '';
  const time = new Date(at);
  return new Date(time.getTime() - time.getTimezoneOffset() * 60_000).toISOString().slice(0, 19);
}

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
      onChange={(event) => onChange(event.currentTarget.value)}
    />
  );
}
