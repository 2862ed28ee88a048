import { Textarea } from '@mantine/core';
import { useState } from 'react';
import { isSame } from './changes.js';
import { NotJson, readJson } from './not-json.js';

const expected =
  'Expected JSON, such as {"key": "value"}. Nothing is saved until this is mended or discarded.';

/** Any value, as JSON. */
export function JsonField({
  value,
  onChange,
  nullable,
  shared,
}: {
  value: unknown;
  onChange: (value: unknown) => void;
  nullable: boolean;
  shared: Record<string, unknown>;
}) {
  const none = nullable ? null : undefined;
  const meaning = (text: string) => (text.trim() === '' ? none : readJson(text));
  const [text, setText] = useState<string>();
  const invalid = value instanceof NotJson;
  // Another value than the one that was written here came from outside.
  const shown = invalid
    ? value.text
    : text !== undefined && isSame(meaning(text) ?? null, value ?? null)
      ? text
      : (value ?? undefined) === undefined
        ? ''
        : JSON.stringify(value, null, 2);
  return (
    <Textarea
      {...shared}
      value={shown}
      error={invalid ? expected : (shared.error as string | undefined)}
      placeholder={nullable ? 'Not set' : '{}'}
      autosize
      minRows={2}
      maxRows={16}
      spellCheck={false}
      styles={{ input: { fontFamily: 'var(--mantine-font-family-monospace)', fontSize: '0.8125rem' } }}
      onBlur={() => setText(undefined)}
      onChange={(event) => {
        setText(event.currentTarget.value);
        onChange(meaning(event.currentTarget.value));
      }}
    />
  );
}
