import { Box, Code, Group, Text } from '@mantine/core';
import { CopyButton } from './copy-button.js';
import { visibleLines } from './shown-text.js';

/** A program or a document, to be read and copied. */
export function CodeBlock({ code, name }: { code: string; name: string }) {
  return (
    <Box pos="relative">
      <Group justify="space-between" mb={4}>
        <Text size="xs" c="dimmed">
          {name}
        </Text>
        <CopyButton value={code} what={name} />
      </Group>
      <Code
        block
        tabIndex={0}
        role="region"
        aria-label={name}
        style={{ overflow: 'auto', maxHeight: '30rem' }}
      >
        {visibleLines(code)}
      </Code>
    </Box>
  );
}
