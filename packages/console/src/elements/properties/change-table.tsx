import { Code, Table, Text } from '@mantine/core';
import type { ReactNode } from 'react';
import { visibleLines } from '../shown-text.js';
import type { Change } from './changes.js';
import { labelOf } from './schema.js';

/** What will change: each property with what it is and what it will be. */
export function ChangeTable({
  changes,
  before = 'Now',
  after = 'Then',
  choose,
}: {
  changes: readonly Change[];
  before?: string;
  after?: string;
  /** What else stands beside a property. */
  choose?: (change: Change) => ReactNode;
}) {
  return (
    <Table.ScrollContainer minWidth={320} type="native">
      <Table verticalSpacing="xs" aria-label="What will change" layout="fixed">
        <Table.Thead>
          <Table.Tr>
            <Table.Th>Property</Table.Th>
            <Table.Th>{before}</Table.Th>
            <Table.Th>{after}</Table.Th>
            {choose && <Table.Th>Use</Table.Th>}
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          {changes.map((change) => (
            <Table.Tr key={change.name}>
              <Table.Th scope="row" fw={500}>
                {labelOf(change.name)}
              </Table.Th>
              <Table.Td>
                <Value value={change.before} />
              </Table.Td>
              <Table.Td>
                <Value value={change.after} />
              </Table.Td>
              {choose && <Table.Td>{choose(change)}</Table.Td>}
            </Table.Tr>
          ))}
        </Table.Tbody>
      </Table>
    </Table.ScrollContainer>
  );
}

const longestShown = 600;

function Value({ value }: { value: unknown }) {
  if (value === undefined || value === null)
    return (
      <Text size="sm" c="dimmed" fs="italic">
        not set
      </Text>
    );
  if (typeof value === 'boolean') return value ? 'Yes' : 'No';
  const text = typeof value === 'string' ? value : JSON.stringify(value, null, 1);
  return (
    <Code block p={4} fz="xs" style={{ whiteSpace: 'pre-wrap', overflowWrap: 'anywhere' }}>
      {visibleLines(text.length > longestShown ? `${text.slice(0, longestShown)}…` : text)}
    </Code>
  );
}
