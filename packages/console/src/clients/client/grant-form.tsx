import type { ClientGrant, ClientGrantSubjectType } from '@clientele/sdk';
import { Button, Group, Modal, NativeSelect, Select, Stack, Switch, Text, TextInput } from '@mantine/core';
import { useDebouncedValue } from '@mantine/hooks';
import { useMutation } from '@tanstack/react-query';
import { useState } from 'react';
import { FailureNotice } from '../../elements/failure-notice.js';
import { errorAt, isElsewhere } from '../../elements/property-error.js';
import { ScopePicker } from '../../elements/scope-picker.js';
import { visible } from '../../elements/shown-text.js';
import { useSignedIn } from '../../session/session-context.js';
import { useApi, useFoundApis } from '../queries/api-choice.js';
import { useRefreshGrants } from '../queries/grants.js';

/** Lets a client call an API, or changes which scopes it may ask for. */
export function GrantForm({
  clientId,
  grant,
  onClose,
}: {
  clientId: string;
  /** The grant that is changed; a new one without. */
  grant?: ClientGrant;
  onClose: () => void;
}) {
  const { api } = useSignedIn();
  const refresh = useRefreshGrants(clientId);
  const [audience, setAudience] = useState(grant?.audience ?? '');
  const [subject, setSubject] = useState<ClientGrantSubjectType>(grant?.subject_type ?? 'client');
  const [all, setAll] = useState(grant?.allow_all_scopes ?? false);
  const [scopes, setScopes] = useState<readonly string[]>(grant?.scope ?? []);
  const { data: chosen } = useApi(audience);
  const save = useMutation({
    mutationFn: async () => {
      const allowed = all ? { allow_all_scopes: true } : { scope: [...scopes] };
      if (grant) {
        const before = grant.allow_all_scopes && !all ? { allow_all_scopes: false } : {};
        const away = all && grant.scope ? { scope: null } : {};
        await api.grants.update({ id: grant.id }, { ...before, ...away, ...allowed });
      } else await api.grants.create({ client_id: clientId, audience, subject_type: subject, ...allowed });
      await refresh();
    },
    onSuccess: onClose,
  });
  return (
    <Modal
      opened
      onClose={onClose}
      size="lg"
      title={grant ? 'Scopes that it may ask for' : 'Allow an API'}
      closeButtonProps={{ 'aria-label': 'Close' }}
    >
      <form
        onSubmit={(event) => {
          event.preventDefault();
          save.mutate();
        }}
      >
        <Stack>
          {grant ? (
            <Text size="sm" ff="monospace" style={{ overflowWrap: 'anywhere' }}>
              <bdi>{visible(grant.audience)}</bdi>
            </Text>
          ) : (
            <>
              <ApiField audience={audience} onChange={setAudience} error={errorAt(save.error, 'audience')} />
              <NativeSelect
                label="Tokens are for"
                value={subject}
                data={[
                  { value: 'client', label: 'The client itself (client credentials)' },
                  { value: 'user', label: 'Users that it acts for' },
                  { value: 'anonymous_user', label: 'Anonymous users' },
                ]}
                onChange={(event) => setSubject(event.currentTarget.value as ClientGrantSubjectType)}
              />
            </>
          )}
          {audience !== '' && (
            <>
              <Switch
                label="All scopes of the API, also those that are added later"
                checked={all}
                onChange={(event) => setAll(event.currentTarget.checked)}
              />
              {!all && <ScopePicker offered={chosen?.scopes ?? []} chosen={scopes} onChange={setScopes} />}
            </>
          )}
          {isElsewhere(save.error, ['audience']) && <FailureNotice error={save.error} />}
          <Group justify="flex-end">
            <Button variant="default" onClick={onClose}>
              Cancel
            </Button>
            <Button type="submit" loading={save.isPending} disabled={audience === ''}>
              {grant ? 'Save' : 'Allow'}
            </Button>
          </Group>
        </Stack>
      </form>
    </Modal>
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
        label: `${visible(name)} (${visible(identifier)})`,
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
