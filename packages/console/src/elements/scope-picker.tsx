import { Badge, Button, Checkbox, Group, Stack, Text, TextInput } from '@mantine/core';
import { useState } from 'react';
import { visible } from './shown-text.js';

/** A scope of an API. */
export interface OfferedScope {
  value: string;
  description?: string | undefined;
  /** What is special about it, in a few words. */
  mark?: string | undefined;
}

/** Beyond this, scopes are found by typing. */
const mostShown = 200;

/** Chooses some of the scopes of an API. */
export function ScopePicker({
  offered,
  chosen,
  onChange,
}: {
  offered: readonly OfferedScope[];
  chosen: readonly string[];
  onChange: (chosen: readonly string[]) => void;
}) {
  const [search, setSearch] = useState('');
  const known = new Set(offered.map(({ value }) => value));
  // A grant may name scopes that the API does not have, or not any more.
  const all = [
    ...offered,
    ...chosen
      .filter((value) => !known.has(value))
      .map((value): OfferedScope => ({ value, ...(offered.length > 0 && { mark: 'not of this API' }) })),
  ];
  const words = search.trim().toLowerCase();
  const found = all.filter(({ value, description = '' }) =>
    `${value} ${description}`.toLowerCase().includes(words),
  );
  const held = new Set(chosen);
  const set = (values: readonly string[], on: boolean) => {
    const changed = new Set(values);
    onChange(all.map(({ value }) => value).filter((value) => (changed.has(value) ? on : held.has(value))));
  };
  const values = found.map(({ value }) => value);
  return (
    <Stack gap="xs">
      <Group gap="xs">
        {all.length > 8 && (
          <TextInput
            flex={1}
            size="xs"
            aria-label="Find a scope"
            placeholder="Find a scope"
            value={search}
            onChange={(event) => setSearch(event.currentTarget.value)}
          />
        )}
        <Button size="compact-xs" variant="default" onClick={() => set(values, true)}>
          All{words === '' ? '' : ' of these'}
        </Button>
        <Button size="compact-xs" variant="default" onClick={() => set(values, false)}>
          None{words === '' ? '' : ' of these'}
        </Button>
        <Text size="xs" c="dimmed" role="status">
          {chosen.length} of {all.length}
        </Text>
      </Group>
      <Stack gap={8} mah={320} p={4} style={{ overflow: 'auto' }} role="group" aria-label="Scopes">
        {found.slice(0, mostShown).map(({ value, description, mark }) => (
          <Checkbox
            key={value}
            checked={held.has(value)}
            onChange={(event) => set([value], event.currentTarget.checked)}
            label={
              <>
                <bdi>{visible(value)}</bdi>{' '}
                {mark !== undefined && (
                  <Badge size="xs" color="orange" variant="light">
                    {mark}
                  </Badge>
                )}
              </>
            }
            description={description === undefined ? undefined : visible(description)}
          />
        ))}
        {found.length > mostShown && (
          <Text size="xs" c="dimmed">
            {found.length - mostShown} more: type a part of one.
          </Text>
        )}
        {found.length === 0 && (
          <Text size="sm" c="dimmed">
            {all.length === 0 ? 'This API defines no scopes.' : 'No scope is like this.'}
          </Text>
        )}
      </Stack>
    </Stack>
  );
}
