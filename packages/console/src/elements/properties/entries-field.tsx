import { ActionIcon, Button, Group, Input, Stack, TextInput } from '@mantine/core';
import { Cross2Icon, PlusIcon } from '@radix-ui/react-icons';
import { type ReactNode, useState } from 'react';

/** Keys and their values, such as metadata. */
export function EntriesField({
  label,
  description,
  error,
  value,
  onChange,
  most = Number.POSITIVE_INFINITY,
}: {
  label: string;
  description?: ReactNode;
  error?: string | undefined;
  value: unknown;
  onChange: (value: unknown) => void;
  most?: number | undefined;
}) {
  const given = Object.entries((value ?? {}) as Record<string, string>);
  // Rows keep their place while a key is written, and may have none yet.
  const [rows, setRows] = useState<readonly Row[]>(() => rowsOf(given));
  const written = JSON.stringify(Object.fromEntries(entriesOf(rows)));
  const shown = written === JSON.stringify(Object.fromEntries(given)) ? rows : rowsOf(given);
  const write = (next: readonly Row[]) => {
    setRows(next);
    onChange(Object.fromEntries(entriesOf(next)));
  };
  return (
    <Input.Wrapper label={label} description={description} error={error}>
      <Stack gap="xs" mt="xs">
        {shown.map((row, at) => {
          const replaced = (change: Partial<Row>) => shown.with(at, { ...row, ...change });
          return (
            <Group key={row.id} gap="xs" wrap="nowrap">
              <TextInput
                flex={1}
                aria-label={`Key ${at + 1} of ${label}`}
                placeholder="Key"
                value={row.key}
                onChange={(event) => write(replaced({ key: event.currentTarget.value }))}
              />
              <TextInput
                flex={2}
                aria-label={`Value ${at + 1} of ${label}`}
                placeholder="Value"
                value={row.value}
                onChange={(event) => write(replaced({ value: event.currentTarget.value }))}
              />
              <ActionIcon
                variant="subtle"
                color="gray"
                aria-label={`Remove ${row.key || 'the empty row'}`}
                onClick={() => write(shown.filter(({ id }) => id !== row.id))}
              >
                <Cross2Icon />
              </ActionIcon>
            </Group>
          );
        })}
        <Group>
          <Button
            size="compact-sm"
            variant="default"
            leftSection={<PlusIcon aria-hidden />}
            disabled={shown.length >= most}
            onClick={() => setRows([...shown, { id: crypto.randomUUID(), key: '', value: '' }])}
          >
            Add
          </Button>
        </Group>
      </Stack>
    </Input.Wrapper>
  );
}

interface Row {
  id: string;
  key: string;
  value: string;
}

function rowsOf(entries: readonly (readonly [string, string])[]): Row[] {
  return entries.map(([key, value]) => ({ id: crypto.randomUUID(), key, value }));
}

function entriesOf(rows: readonly Row[]): [string, string][] {
  return rows.filter(({ key }) => key !== '').map(({ key, value }) => [key, value]);
}
