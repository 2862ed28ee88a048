import { Code, Group } from '@mantine/core';
import { CopyButton } from './copy-button.js';
import { visible } from './shown-text.js';

/** An id, an identifier or an address, to be read and copied. */
export function Identifier({ value, what }: { value: string; what: string }) {
  return (
    <Group gap={4} wrap="nowrap" miw={0}>
      <Code style={{ overflowWrap: 'anywhere' }}>
        <bdi>{visible(value)}</bdi>
      </Code>
      <CopyButton value={value} what={what} />
    </Group>
  );
}
