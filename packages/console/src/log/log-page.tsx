import { Button, Group, NativeSelect, Stack, Switch, TextInput } from '@mantine/core';
import { useAddressFilter } from '../elements/address-filter.js';
import { FilterText } from '../elements/filter-text.js';
import { Page } from '../elements/page.js';
import { EventList } from './event-list.js';
import { typeWords } from './event-words.js';
import type { LogFilter } from './log-entry.js';

const names = ['type', 'client_id', 'request_id', 'q', 'from', 'to'] as const;

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
  const isNarrowed = Object.keys(filter).length > 0;
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
      <Stack gap="xs" role="search" aria-label="Events">
        <Group gap="xs" align="flex-end" preventGrowOverflow={false} grow>
          <NativeSelect
            label="Type"
            miw={150}
            value={value('type')}
            onChange={(event) => set({ type: event.currentTarget.value })}
            data={typesBeside(value('type'))}
          />
          <FilterText
            label="Client ID"
            miw={150}
            value={value('client_id')}
            onChange={(client_id) => set({ client_id })}
          />
          <FilterText
            label="Request id"
            miw={150}
            value={value('request_id')}
            onChange={(request_id) => set({ request_id })}
          />
        </Group>
        <Group gap="xs" align="flex-end" preventGrowOverflow={false} grow>
          <FilterText label="Text" miw={150} value={value('q')} onChange={(q) => set({ q })} />
          <TimeField label="From" value={value('from')} onChange={(from) => set({ from })} />
          <TimeField label="To" value={value('to')} onChange={(to) => set({ to })} />
        </Group>
        {isNarrowed && (
          <Group>
            <Button
              variant="subtle"
              size="compact-sm"
              onClick={() => set(Object.fromEntries(names.map((name) => [name, ''])))}
            >
              Clear the filters
            </Button>
          </Group>
        )}
      </Stack>
      <EventList key={JSON.stringify({ ...filter, q: '' })} filter={filter} live={live} />
    </Page>
  );
}

function typesBeside(chosen: string) {
  const known = [
    { value: '', label: 'All' },
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
      miw={150}
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
