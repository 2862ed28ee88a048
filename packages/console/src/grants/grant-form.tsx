import type { ClientGrant, ClientGrantSubjectType } from '@clientele/sdk';
import { Alert, Button, Group, NativeSelect, Stack, Switch, Text } from '@mantine/core';
import { type ReactNode, useState } from 'react';
import { failureOf } from '../api/failure.js';
import { useMutation } from '../api/use-mutation.js';
import { Dialog } from '../elements/dialog.js';
import { FailureNotice } from '../elements/failure-notice.js';
import { errorAt, isElsewhere } from '../elements/property-error.js';
import { type OfferedScope, ScopePicker } from '../elements/scope-picker.js';
import { useSignedIn } from '../session/session-context.js';
import { managementScopesOf } from './management-scopes.js';
import { useRefreshGrants } from './refresh-grants.js';
import { useScopesNotHeld } from './scopes-not-held.js';

/** Lets a client call an API, or changes which scopes it may ask for. */
export function GrantForm({
  title,
  action,
  grant,
  clientId,
  audience,
  offered,
  missing,
  choose,
  onClose,
}: {
  title: string;
  /** What the button says. */
  action: string;
  /** The grant that is changed; a new one without. */
  grant?: ClientGrant | undefined;
  clientId: string;
  audience: string;
  /** The scopes of the API. */
  offered: readonly OfferedScope[];
  /** What is yet to be chosen of a new grant. */
  missing: 'client_id' | 'audience';
  /** The field to choose it by, with what is wrong with it; of a grant that is changed, what it is for. */
  choose: (error: string | undefined) => ReactNode;
  onClose: () => void;
}) {
  const { api, server } = useSignedIn();
  const refresh = useRefreshGrants();
  const [subject, setSubject] = useState<ClientGrantSubjectType>('client');
  const [all, setAll] = useState(grant?.allow_all_scopes ?? false);
  const [scopes, setScopes] = useState<readonly string[]>(grant?.scope ?? []);
  const notHeld = useScopesNotHeld({ audience, all, scopes }, grant);
  const scopesToChoose = audience === server.management_audience ? managementScopesOf(offered) : offered;
  const isChosen = grant !== undefined || (clientId !== '' && audience !== '');
  const save = useMutation({
    mutationFn: async () => {
      const allowed = all ? { allow_all_scopes: true } : { scope: [...scopes] };
      if (grant)
        await api.grants.update(
          { id: grant.id },
          {
            ...(grant.allow_all_scopes && !all && { allow_all_scopes: false }),
            ...(all && grant.scope && { scope: null }),
            ...allowed,
          },
        );
      else await api.grants.create({ client_id: clientId, audience, subject_type: subject, ...allowed });
      await refresh();
    },
    onSuccess: onClose,
  });
  const { status, message } = failureOf(save.error);
  const isTaken = status === 409;
  return (
    <Dialog onClose={onClose} size="lg" title={title}>
      <form
        onSubmit={(event) => {
          event.preventDefault();
          if (notHeld.length === 0) save.mutate();
        }}
      >
        <Stack>
          {choose(errorAt(save.error, missing) ?? (isTaken ? message : undefined))}
          {!grant && <SubjectField value={subject} onChange={setSubject} />}
          {isChosen && (
            <>
              <Switch
                label="All scopes of the API, also those that are added later"
                checked={all}
                onChange={(event) => setAll(event.currentTarget.checked)}
              />
              {!all && <ScopePicker offered={scopesToChoose} chosen={scopes} onChange={setScopes} />}
            </>
          )}
          {notHeld.length > 0 && (
            <Alert color="orange" variant="light" role="alert">
              <Text size="sm">
                Nobody gives what they do not hold. You do not hold {notHeld.slice(0, 5).join(', ')}
                {notHeld.length > 5 && ` and ${notHeld.length - 5} others`}.
              </Text>
            </Alert>
          )}
          {!isTaken && isElsewhere(save.error, [missing]) && <FailureNotice error={save.error} />}
          <Group justify="flex-end">
            <Button variant="default" onClick={onClose}>
              Cancel
            </Button>
            <Button type="submit" loading={save.isPending} disabled={!isChosen}>
              {action}
            </Button>
          </Group>
        </Stack>
      </form>
    </Dialog>
  );
}

function SubjectField({
  value,
  onChange,
}: {
  value: ClientGrantSubjectType;
  onChange: (value: ClientGrantSubjectType) => void;
}) {
  return (
    <NativeSelect
      label="Tokens are for"
      value={value}
      data={[
        { value: 'client', label: 'The client itself (client credentials)' },
        { value: 'user', label: 'Users that it acts for' },
        { value: 'anonymous_user', label: 'Anonymous users' },
      ]}
      onChange={(event) => onChange(event.currentTarget.value as ClientGrantSubjectType)}
    />
  );
}
