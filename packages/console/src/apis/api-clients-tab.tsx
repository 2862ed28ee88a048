import type { ClientGrant } from '@clientele/sdk';
import { Anchor, Button, Group, Stack, Text } from '@mantine/core';
import { useState } from 'react';
import { Link } from 'react-router';
import { readsClients } from '../clients/scopes.js';
import { ClientChoice } from '../elements/client-choice.js';
import { useClientNames } from '../elements/client-names.js';
import { Empty } from '../elements/empty.js';
import { GivenText } from '../elements/given-text.js';
import { Loaded } from '../elements/loaded.js';
import { PermittedButton } from '../elements/permitted.js';
import { visible } from '../elements/shown-text.js';
import { GrantCard } from '../grants/grant-card.js';
import { GrantForm } from '../grants/grant-form.js';
import { useSignedIn } from '../session/session-context.js';
import { useApiGrants } from './grants.js';
import type { ShownApi } from './read-api.js';

/** The clients that have a grant for an API, with the scopes of each. */
export function ApiClientsTab({ shown }: { shown: ShownApi }) {
  const grants = useApiGrants(shown.identifier);
  const [adding, setAdding] = useState(false);
  const listed = grants.data?.pages.flatMap((page) => page.client_grants) ?? [];
  const names = useClientNames(listed.flatMap(({ client_id }) => client_id ?? []));
  return (
    <Stack>
      <Group justify="space-between" gap="sm">
        <Text size="sm" maw={560}>
          A client gets tokens for this API with the scopes of its grant, and with no others.
        </Text>
        <PermittedButton needs="create:client_grants" onClick={() => setAdding(true)}>
          Add a client…
        </PermittedButton>
      </Group>
      <Loaded query={grants} rows={6}>
        {() =>
          listed.length === 0 ? (
            <Empty title="No client has a grant">Add one, so that it gets tokens for this API.</Empty>
          ) : (
            <Stack component="ul" gap="xs" m={0} p={0} style={{ listStyle: 'none' }}>
              {listed.map((grant) => (
                <GrantOfClient
                  key={grant.id}
                  grant={grant}
                  api={shown}
                  name={names.get(grant.client_id ?? '')}
                />
              ))}
            </Stack>
          )
        }
      </Loaded>
      {grants.hasNextPage && (
        <Button
          variant="default"
          loading={grants.isFetchingNextPage}
          onClick={() => void grants.fetchNextPage()}
          style={{ alignSelf: 'flex-start' }}
        >
          Show more
        </Button>
      )}
      {adding && <NewGrant api={shown} onClose={() => setAdding(false)} />}
    </Stack>
  );
}

function GrantOfClient({
  grant,
  api,
  name,
}: {
  grant: ClientGrant;
  api: ShownApi;
  /** The name of the client, as far as it may be seen. */
  name: string | undefined;
}) {
  const { can } = useSignedIn();
  const { client_id, default_for } = grant;
  const title = client_id === undefined ? `All ${default_for?.replaceAll('_', '-')}` : (name ?? client_id);
  const scopes = api.scopes ?? [];
  return (
    <GrantCard
      grant={grant}
      title={
        client_id !== undefined && can(...readsClients) ? (
          <Anchor component={Link} to={`/clients/${encodeURIComponent(client_id)}/apis`} fw={600} miw={0}>
            <GivenText inherit>{title}</GivenText>
          </Anchor>
        ) : (
          <GivenText fw={600}>{title}</GivenText>
        )
      }
      name={title}
      offered={scopes.length}
      removal={
        <>
          <bdi>{visible(title).slice(0, 200)}</bdi> gets no more tokens for this API.
        </>
      }
      edit={(close) => (
        <GrantForm
          title={`Scopes of ${visible(title).slice(0, 100)}`}
          action="Save"
          grant={grant}
          clientId={client_id ?? ''}
          audience={api.identifier}
          offered={scopes}
          missing="client_id"
          choose={() => null}
          onClose={close}
        />
      )}
    />
  );
}

function NewGrant({ api, onClose }: { api: ShownApi; onClose: () => void }) {
  const [clientId, setClientId] = useState('');
  return (
    <GrantForm
      title="Add a client"
      action="Add"
      clientId={clientId}
      audience={api.identifier}
      offered={api.scopes ?? []}
      missing="client_id"
      choose={(error) => <ClientChoice value={clientId} onChange={setClientId} error={error} />}
      onClose={onClose}
    />
  );
}
