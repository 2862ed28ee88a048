import { Select, TextInput } from '@mantine/core';
import { useDebouncedValue } from '@mantine/hooks';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { findsClients } from '../clients/scopes.js';
import { useSignedIn } from '../session/session-context.js';
import { visible } from './shown-text.js';

const shown = 20;

/** Chooses a client by its name or id; who may not search clients enters the id. */
export function ClientChoice({
  value,
  onChange,
  error,
}: {
  value: string;
  onChange: (clientId: string) => void;
  error?: string | undefined;
}) {
  const { api, can } = useSignedIn();
  const [text, setText] = useState('');
  const [search] = useDebouncedValue(text.trim().slice(0, 200), 200);
  const searches = can(...findsClients);
  const { data } = useQuery({
    queryKey: ['clients', 'choice', search],
    enabled: searches,
    queryFn: () =>
      api.ask<{ clients: { client_id: string; name: string }[] }>({
        method: 'GET',
        path: '/clients/search',
        query: {
          take: shown,
          fields: 'client_id,name',
          sort: 'name:asc',
          // Who sees no more than summaries may not ask for it.
          ...(can('read:clients') && { is_global: false }),
          ...(search !== '' && { q: search }),
        },
      }),
    placeholderData: keepPreviousData,
  });
  if (!searches)
    return (
      <TextInput
        label="Client ID"
        value={value}
        error={error}
        onChange={(event) => onChange(event.currentTarget.value)}
        required
      />
    );
  const offered = data?.clients ?? [];
  return (
    <Select
      label="Client"
      placeholder="Find by name or id"
      data={offered.map(({ client_id, name }) => ({
        value: client_id,
        label: `${visible(name).slice(0, 100)} (${client_id})`,
      }))}
      value={value === '' ? null : value}
      onChange={(next) => onChange(next ?? '')}
      searchable
      onSearchChange={setText}
      // The server has searched already.
      filter={({ options }) => options}
      nothingFoundMessage="No client is like this"
      error={error}
      data-autofocus
      required
    />
  );
}
