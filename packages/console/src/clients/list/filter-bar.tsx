import { Button, CloseButton, Group, NativeSelect, Popover, Stack, TextInput } from '@mantine/core';
import { useDebouncedCallback, useDisclosure } from '@mantine/hooks';
import { MagnifyingGlassIcon, MixerHorizontalIcon } from '@radix-ui/react-icons';
import { type FormEvent, useEffect, useRef, useState } from 'react';
import { useSignedIn } from '../../session/session-context.js';
import { methodNames, typeName, usesKeys } from '../words.js';
import { type ClientFilter, isNarrowed, narrowing } from './client-filter.js';

/** Milliseconds after the last key before a search begins. */
const pause = 200;

const types = ['non_interactive', 'regular_web', 'spa', 'native', 'resource_server'];
const periods = ['7', '30', '90', '180', '365'];

/** What narrows the list: text, and properties that the reader may see. */
export function FilterBar({
  filter,
  onChange,
}: {
  filter: ClientFilter;
  onChange: (change: Partial<Record<string, string>>) => void;
}) {
  const [opened, { toggle }] = useDisclosure(isNarrowed({ ...filter, q: '' }));
  const narrowed = narrowing.filter((name) => name !== 'q' && filter[name] !== '').length;
  return (
    <Stack gap="xs">
      <Group gap="xs" wrap="nowrap">
        <SearchField q={filter.q} onChange={(q) => onChange({ q })} />
        <Button
          variant="default"
          leftSection={<MixerHorizontalIcon aria-hidden />}
          onClick={toggle}
          aria-expanded={opened}
          style={{ flexShrink: 0 }}
        >
          Filters{narrowed > 0 ? ` (${narrowed})` : ''}
        </Button>
      </Group>
      {opened && <Filters filter={filter} onChange={onChange} />}
    </Stack>
  );
}

function SearchField({ q, onChange }: { q: string; onChange: (q: string) => void }) {
  const [text, setText] = useState(q);
  const sent = useRef(q);
  const send = useDebouncedCallback((next: string) => {
    sent.current = next;
    onChange(next);
  }, pause);
  useEffect(() => {
    // The address changed without this field: by the back button, or a link.
    if (q !== sent.current) setText(q);
    sent.current = q;
  }, [q]);
  const type = (next: string) => {
    setText(next);
    send(next);
  };
  return (
    <TextInput
      flex={1}
      aria-label="Search by name, id or description"
      placeholder="Search by name, id or description"
      leftSection={<MagnifyingGlassIcon aria-hidden />}
      value={text}
      maxLength={1000}
      spellCheck={false}
      onChange={(event) => type(event.currentTarget.value)}
      rightSection={
        text !== '' && <CloseButton size="sm" aria-label="Clear the search" onClick={() => type('')} />
      }
    />
  );
}

function Filters({
  filter,
  onChange,
}: {
  filter: ClientFilter;
  onChange: (change: Partial<Record<string, string>>) => void;
}) {
  const { can } = useSignedIn();
  const seesSettings = can('read:clients', 'read:client_keys');
  const seesKeys = can('read:client_keys', 'read:client_credentials');
  const methods: [string, string][] = [
    ...(seesSettings && seesKeys
      ? [['client_secret', 'A secret, however it is sent'] as [string, string]]
      : []),
    ...Object.entries(methodNames).filter(([method]) => (usesKeys(method) ? seesKeys : seesSettings)),
  ];
  const days = (end: string) => [
    { value: '', label: 'Any' },
    ...periods.map((value) => ({ value, label: `${value} ${end}` })),
  ];
  return (
    <Group gap="xs" align="flex-end">
      <Choice
        label="Type"
        value={filter.type}
        options={types.map((value) => ({ value, label: typeName(value) }))}
        onChange={(type) => onChange({ type })}
      />
      {seesSettings && (
        <Choice
          label="Party"
          value={filter.party}
          options={[
            { value: 'first', label: 'First party' },
            { value: 'third', label: 'Third party' },
          ]}
          onChange={(party) => onChange({ party })}
        />
      )}
      {methods.length > 0 && (
        <Choice
          label="Authenticates by"
          value={filter.method}
          options={methods.map(([value, label]) => ({ value, label }))}
          onChange={(method) => onChange({ method })}
        />
      )}
      {seesKeys && (
        <>
          <NativeSelect
            label="Unused for"
            data={days('days')}
            value={filter.unused}
            onChange={(event) => onChange({ unused: event.currentTarget.value })}
          />
          <NativeSelect
            label="Expires within"
            data={days('days')}
            value={filter.expires}
            onChange={(event) => onChange({ expires: event.currentTarget.value })}
          />
        </>
      )}
      {seesSettings && (
        <MetadataFilter value={filter.metadata} onChange={(metadata) => onChange({ metadata })} />
      )}
      {isNarrowed(filter) && (
        <Button
          variant="subtle"
          onClick={() => onChange(Object.fromEntries(narrowing.map((name) => [name, ''])))}
        >
          Clear the filters
        </Button>
      )}
    </Group>
  );
}

function Choice({
  label,
  value,
  options,
  onChange,
}: {
  label: string;
  value: string;
  options: { value: string; label: string }[];
  onChange: (value: string) => void;
}) {
  return (
    <NativeSelect
      label={label}
      data={[{ value: '', label: 'Any' }, ...options]}
      value={value}
      onChange={(event) => onChange(event.currentTarget.value)}
    />
  );
}

function MetadataFilter({ value, onChange }: { value: string; onChange: (value: string) => void }) {
  const [opened, { toggle, close }] = useDisclosure();
  const [begin = '', ...rest] = value.split('=');
  const [key, setKey] = useState(begin);
  const [text, setText] = useState(rest.join('='));
  const apply = (event: FormEvent) => {
    event.preventDefault();
    onChange(key.trim() === '' ? '' : `${key.trim()}=${text}`);
    close();
  };
  return (
    <Popover opened={opened} onChange={(open) => !open && close()} trapFocus withArrow>
      <Popover.Target>
        <Button variant="default" onClick={toggle} aria-expanded={opened} fw={400}>
          Metadata: {value === '' ? 'any' : value.slice(0, 30)}
        </Button>
      </Popover.Target>
      <Popover.Dropdown>
        <form onSubmit={apply}>
          <Stack gap="xs">
            <TextInput
              label="Key"
              value={key}
              maxLength={255}
              onChange={(event) => setKey(event.currentTarget.value)}
            />
            <TextInput
              label="Value"
              value={text}
              maxLength={255}
              onChange={(event) => setText(event.currentTarget.value)}
            />
            <Button type="submit" size="sm">
              Show these clients
            </Button>
          </Stack>
        </form>
      </Popover.Dropdown>
    </Popover>
  );
}
