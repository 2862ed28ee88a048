import { Button, Group, NativeSelect, SimpleGrid, Stack, Switch, TextInput } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import { MixerHorizontalIcon } from '@radix-ui/react-icons';
import { useAddressFilter } from '../elements/address-filter.js';
import { FilterText } from '../elements/filter-text.js';
import { Page } from '../elements/page.js';
import { EventList } from './event-list.js';
import { typeWords } from './event-words.js';
import type { LogFilter } from './log-entry.js';

const names = ['type', 'client_id', 'user_id', 'request_id', 'q', 'from', 'to'] as const;

/** Types that people ask for together. */
const together = [
  { value: 'feccft,fapi,f,limit_wc,limit_mu,api_limit', label: 'Everything refused' },
  {
    value: 'token_quota_consumption_warning,credential_expiry_warning,secret_rotation_warning',
    label: 'All warnings',
  },
];

/** The log: what happened, and why something was refused. */
export default function LogPage() {
  const { value, set } = useAddressFilter();
  const filter = Object.fromEntries(
    names.flatMap((name) => (value(name) === '' ? [] : [[name, value(name)]])),
  ) as LogFilter;
  const live = value('live') === 'yes';
  const narrowed = Object.keys(filter).filter((name) => name !== 'type' && name !== 'q').length;
  return (
    <Page
      title="Log"
      about="Tokens, refusals and changes, newest first. To learn why a request was refused, look for its request id, which the answer has in the header x-request-id."
      actions={
        <Switch
          label="Live"
          checked={live}
          onChange={(event) => set({ live: event.currentTarget.checked ? 'yes' : '' })}
        />
      }
    >
      <Filters value={value} set={set} narrowed={narrowed} />
      <EventList key={JSON.stringify({ ...filter, q: '' })} filter={filter} live={live} />
    </Page>
  );
}

function Filters({
  value,
  set,
  narrowed,
}: ReturnType<typeof useAddressFilter> & {
  /** How many of those that can be hidden are set. */
  narrowed: number;
}) {
  const [opened, { toggle }] = useDisclosure(narrowed > 0);
  const isNarrowed = names.some((name) => value(name) !== '');
  return (
    <Stack gap="xs" role="search" aria-label="Events">
      <Group gap="xs">
        <NativeSelect
          aria-label="Type"
          flex="1 1 8rem"
          value={value('type')}
          onChange={(event) => set({ type: event.currentTarget.value })}
          data={typesBeside(value('type'))}
        />
        <FilterText
          aria-label="Text"
          placeholder="Text, such as a reason or an address"
          flex="2 1 8rem"
          value={value('q')}
          onChange={(q) => set({ q })}
        />
        <Button
          variant="default"
          leftSection={<MixerHorizontalIcon aria-hidden />}
          onClick={toggle}
          aria-expanded={opened}
        >
          Filters{narrowed > 0 ? ` (${narrowed})` : ''}
        </Button>
        {isNarrowed && (
          <Button variant="subtle" onClick={() => set(Object.fromEntries(names.map((name) => [name, ''])))}>
            Clear
          </Button>
        )}
      </Group>
      {opened && (
        <SimpleGrid cols={{ base: 1, xs: 2, md: 5 }} spacing="xs">
          <FilterText
            label="Client ID"
            value={value('client_id')}
            onChange={(client_id) => set({ client_id })}
          />
          <FilterText label="Person's id" value={value('user_id')} onChange={(user_id) => set({ user_id })} />
          <FilterText
            label="Request id"
            value={value('request_id')}
            onChange={(request_id) => set({ request_id })}
          />
          <TimeField label="From" value={value('from')} onChange={(from) => set({ from })} />
          <TimeField label="To" value={value('to')} onChange={(to) => set({ to })} />
        </SimpleGrid>
      )}
    </Stack>
  );
}

function typesBeside(chosen: string) {
  const known = [
    { value: '', label: 'All types' },
    ...together,
    ...Object.entries(typeWords).map(([value, label]) => ({ value, label })),
  ];
  return known.some(({ value }) => value === chosen) ? known : [...known, { value: chosen, label: chosen }];
}

/** A time of the reader's zone; the address holds it in UTC, so that others see the same. */
function TimeField({
  label,
  value,
  onChange,
}: {
  label: string;
  value: string;
  onChange: (value: string) => void;
}) {
  return (
    <TextInput
      type="datetime-local"
      label={label}
      value={localTime(value)}
      onChange={(event) => {
        const at = new Date(event.currentTarget.value);
        onChange(Number.isNaN(at.getTime()) ? '' : at.toISOString());
      }}
    />
  );
}

function localTime(value: string): string {
  const at = new Date(value);
  if (Number.isNaN(at.getTime())) return '';
  return new Date(at.getTime() - at.getTimezoneOffset() * 60_000).toISOString().slice(0, 16);
}
