import type { ClientGrant } from '@clientele/sdk';
import { Anchor, Group, Stack, Text, Title } from '@mantine/core';
import { useState } from 'react';
import { Link } from 'react-router';
import { Empty } from '../../elements/empty.js';
import { GivenText } from '../../elements/given-text.js';
import { Loaded } from '../../elements/loaded.js';
import { PermittedButton } from '../../elements/permitted.js';
import { visible } from '../../elements/shown-text.js';
import { GrantCard } from '../../grants/grant-card.js';
import { useApi } from '../queries/api-choice.js';
import { useGrants } from '../queries/grants.js';
import type { ShownClient } from '../queries/shown-client.js';
import { ClientGrantForm } from './grant-form.js';

/** The APIs that a client may call, with the scopes that it may ask for. */
export default function ApisTab({ client }: { client: ShownClient }) {
  const [adding, setAdding] = useState(false);
  const query = useGrants(client.client_id);
  return (
    <Stack>
      <Group justify="space-between">
        <Title order={2} size="h4">
          APIs that it may call
        </Title>
        <PermittedButton needs="create:client_grants" onClick={() => setAdding(true)}>
          Allow an API…
        </PermittedButton>
      </Group>
      <Loaded query={query}>
        {(grants) =>
          grants.length === 0 ? (
            <Empty title="It may call no API">
              Without a grant for an API the client gets no token for it.
            </Empty>
          ) : (
            <Stack component="ul" gap="sm" m={0} p={0} style={{ listStyle: 'none' }}>
              {grants.map((grant) => (
                <GrantRow key={grant.id} grant={grant} />
              ))}
            </Stack>
          )
        }
      </Loaded>
      {adding && <ClientGrantForm clientId={client.client_id} onClose={() => setAdding(false)} />}
    </Stack>
  );
}

function GrantRow({ grant }: { grant: ClientGrant }) {
  const { data } = useApi(grant.audience);
  return (
    <GrantCard
      grant={grant}
      title={
        data ? (
          <Anchor component={Link} to={`/apis/${encodeURIComponent(data.id)}`} fw={600} miw={0}>
            <GivenText inherit>{data.name ?? data.identifier}</GivenText>
          </Anchor>
        ) : (
          <Text fw={600}>API</Text>
        )
      }
      name={data?.name ?? grant.audience}
      about={
        <Text size="sm" c="dimmed" ff="monospace" style={{ overflowWrap: 'anywhere' }}>
          <bdi>{visible(grant.audience)}</bdi>
        </Text>
      }
      offered={data?.scopes?.length}
      removal={`The client gets no more tokens for ${visible(grant.audience)}.`}
      edit={(close) => <ClientGrantForm clientId={grant.client_id ?? ''} grant={grant} onClose={close} />}
    />
  );
}
