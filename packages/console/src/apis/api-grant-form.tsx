import { actedOnScopes } from '@clientele/model/rules';
import type { ClientGrant, ClientGrantSubjectType } from '@clientele/sdk';
import { Alert, Button, Group, Modal, NativeSelect, Stack, Switch, Text } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import { useState } from 'react';
import { failureOf } from '../api/failure.js';
import { ClientChoice } from '../elements/client-choice.js';
import { FailureNotice } from '../elements/failure-notice.js';
import { errorAt, isElsewhere } from '../elements/property-error.js';
import { ScopePicker } from '../elements/scope-picker.js';
import { visible } from '../elements/shown-text.js';
import { useSignedIn } from '../session/session-context.js';
import { useRefreshGrants } from './grants.js';
import type { ShownApi } from './read-api.js';

/** Gives a client scopes of an API, or changes which. */
export function ApiGrantForm({
  api: shown,
  grant,
  name,
  onClose,
}: {
  api: ShownApi;
  /** The grant that is changed; a new one without. */
  grant: ClientGrant | undefined;
  /** What its client is called. */
  name: string | undefined;
  onClose: () => void;
}) {
  const { api } = useSignedIn();
  const refresh = useRefreshGrants();
  const [clientId, setClientId] = useState(grant?.client_id ?? '');
  const [subject, setSubject] = useState<ClientGrantSubjectType>('client');
  const [all, setAll] = useState(grant?.allow_all_scopes ?? false);
  const [scopes, setScopes] = useState<readonly string[]>(grant?.scope ?? []);
  const notHeld = useNotHeld(shown, { grant, scopes, all });
  const save = useMutation({
    mutationFn: async () => {
      const allowed = all ? { allow_all_scopes: true } : { scope: [...scopes] };
      if (!grant)
        await api.grants.create({
          client_id: clientId,
          audience: shown.identifier,
          subject_type: subject,
          ...allowed,
        });
      else
        await api.grants.update(
          { id: grant.id },
          {
            ...(grant.allow_all_scopes && !all && { allow_all_scopes: false }),
            ...(all && grant.scope && { scope: null }),
            ...allowed,
          },
        );
      await refresh();
    },
    onSuccess: onClose,
  });
  const { status, message } = failureOf(save.error);
  const taken = status === 409 ? message : undefined;
  return (
    <Modal
      opened
      onClose={onClose}
      size="lg"
      title={grant ? `Scopes of ${visible(name ?? '').slice(0, 100)}` : 'Add a client'}
      closeButtonProps={{ 'aria-label': 'Close' }}
    >
      <form
        onSubmit={(event) => {
          event.preventDefault();
          if (notHeld.length === 0) save.mutate();
        }}
      >
        <Stack>
          {!grant && (
            <>
              <ClientChoice
                value={clientId}
                onChange={setClientId}
                error={errorAt(save.error, 'client_id') ?? taken}
              />
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
          <Switch
            label="All scopes of the API, also those that are added later"
            checked={all}
            onChange={(event) => setAll(event.currentTarget.checked)}
          />
          {!all && <ScopePicker offered={shown.scopes ?? []} chosen={scopes} onChange={setScopes} />}
          {notHeld.length > 0 && (
            <Alert color="orange" variant="light" role="alert">
              <Text size="sm">
                Nobody gives what they do not hold. You do not hold {notHeld.slice(0, 5).join(', ')}
                {notHeld.length > 5 && ` and ${notHeld.length - 5} others`}.
              </Text>
            </Alert>
          )}
          {taken === undefined && isElsewhere(save.error, ['client_id']) && (
            <FailureNotice error={save.error} />
          )}
          <Group justify="flex-end">
            <Button variant="default" onClick={onClose}>
              Cancel
            </Button>
            <Button type="submit" loading={save.isPending} disabled={clientId === '' && !grant?.default_for}>
              {grant ? 'Save' : 'Add'}
            </Button>
          </Group>
        </Stack>
      </form>
    </Modal>
  );
}

/** The scopes of the Management API that would be given anew, and that the one who gives does not hold. */
function useNotHeld(
  { identifier }: ShownApi,
  { grant, scopes, all }: { grant: ClientGrant | undefined; scopes: readonly string[]; all: boolean },
): string[] {
  const { server, can } = useSignedIn();
  if (identifier !== server.management_audience) return [];
  const before = new Set(grant?.allow_all_scopes ? actedOnScopes : grant?.scope);
  const given = new Set(all ? actedOnScopes : scopes);
  return actedOnScopes.filter((scope) => given.has(scope) && !before.has(scope) && !can(scope));
}
