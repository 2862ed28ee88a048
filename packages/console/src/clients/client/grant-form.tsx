import type { ClientGrant } from '@clientele/sdk';
import { Select, Text, TextInput } from '@mantine/core';
import { useDebouncedValue } from '@mantine/hooks';
import { useState } from 'react';
import { visible } from '../../elements/shown-text.js';
import { GrantForm } from '../../grants/grant-form.js';
import { useSignedIn } from '../../session/session-context.js';
import { useApi, useFoundApis } from '../queries/api-choice.js';

/** Lets this client call an API that is yet to be chosen, or changes which scopes of one it may ask for. */
export function ClientGrantForm({
  clientId,
  grant,
  onClose,
}: {
  clientId: string;
  /** The grant that is changed; a new one without. */
  grant?: ClientGrant;
  onClose: () => void;
}) {
  const [audience, setAudience] = useState(grant?.audience ?? '');
  const { data: chosen } = useApi(audience);
  return (
    <GrantForm
      title={grant ? 'Scopes that it may ask for' : 'Allow an API'}
      action={grant ? 'Save' : 'Allow'}
      grant={grant}
      clientId={clientId}
      audience={audience}
      offered={chosen?.scopes ?? []}
      missing="audience"
      choose={(error) =>
        grant ? (
          <Text size="sm" ff="monospace" style={{ overflowWrap: 'anywhere' }}>
            <bdi>{visible(grant.audience)}</bdi>
          </Text>
        ) : (
          <ApiField audience={audience} onChange={setAudience} error={error} />
        )
      }
      onClose={onClose}
    />
  );
}

function ApiField({
  audience,
  onChange,
  error,
}: {
  audience: string;
  onChange: (audience: string) => void;
  error: string | undefined;
}) {
  const { can } = useSignedIn();
  const [text, setText] = useState('');
  const [search] = useDebouncedValue(text, 200);
  const { data } = useFoundApis(search);
  if (!can('read:resource_servers'))
    return (
      <TextInput
        label="Identifier of the API"
        description="You may not see the APIs (read:resource_servers): enter the identifier as it is."
        value={audience}
        error={error}
        onChange={(event) => onChange(event.currentTarget.value)}
        required
      />
    );
  const offered = data?.resource_servers ?? [];
  return (
    <Select
      label="API"
      placeholder="Find by name or identifier"
      data={offered.map(({ name, identifier }) => ({
        value: identifier,
        label: `${visible(name ?? identifier)} (${visible(identifier)})`,
      }))}
      value={audience === '' ? null : audience}
      onChange={(value) => onChange(value ?? '')}
      searchable
      onSearchChange={setText}
      // The server has searched already.
      filter={({ options }) => options}
      nothingFoundMessage="No API is like this"
      error={error}
      data-autofocus
      required
    />
  );
}
