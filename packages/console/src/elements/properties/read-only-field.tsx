import { Textarea, TextInput } from '@mantine/core';
import { visibleLines } from '../shown-text.js';
import { NotJson } from './not-json.js';
import type { Entry } from './schema.js';

/** Longer texts are shown on several lines. */
const longestLine = 80;

/** A property that its reader may not change: as plain to read as one that is edited, and to be copied. */
export function ReadOnlyField({
  value,
  entry,
  shared,
}: {
  value: unknown;
  entry: Entry;
  shared: Record<string, unknown>;
}) {
  const text = visibleLines(textOf(value, entry));
  const props = { ...shared, value: text, placeholder: 'Not set', readOnly: true };
  if (text.length <= longestLine && !text.includes('\n')) return <TextInput {...props} />;
  return <Textarea {...props} autosize maxRows={12} />;
}

function textOf(value: unknown, entry: Entry): string {
  if (value === undefined || value === null) return '';
  if (typeof value === 'string') return value;
  if (value instanceof NotJson) return value.text;
  if (typeof value === 'boolean') return value ? 'Yes' : 'No';
  if (entry === 'choices' && Array.isArray(value)) return value.join(', ');
  if (entry === 'lines' && Array.isArray(value)) return value.join('\n');
  if (entry === 'entries')
    return Object.entries(value)
      .map(([key, content]) => `${key}: ${content}`)
      .join('\n');
  return JSON.stringify(value, null, 2);
}
