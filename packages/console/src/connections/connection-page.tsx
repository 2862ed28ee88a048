import { Badge, Group, Stack } from '@mantine/core';
import { useParams } from 'react-router';
import { failureOf } from '../api/failure.js';
import { Empty } from '../elements/empty.js';
import { Identifier } from '../elements/identifier.js';
import { Loaded } from '../elements/loaded.js';
import { Page } from '../elements/page.js';
import { PageTabs } from '../elements/page-tabs.js';
import { ConnectionClientsTab } from './connection-clients-tab.js';
import { ConnectionDangerTab } from './connection-danger-tab.js';
import { ConnectionSettingsTab } from './connection-settings-tab.js';
import { type ShownConnection, useConnection } from './read-connection.js';
import { strategyName } from './strategy-words.js';

const back = { to: '/connections', text: 'Connections' };

/** One connection, part by part. */
export default function ConnectionPage() {
  const { connectionId = '', tab } = useParams();
  const query = useConnection(connectionId);
  if (failureOf(query.error).status === 404)
    return (
      <Page title="Connection not found" back={back}>
        <Empty title="There is no such connection">It may have been deleted, or the address is wrong.</Empty>
      </Page>
    );
  const connection = query.data;
  return (
    <Page
      title={connection?.name ?? connectionId}
      back={back}
      about={
        connection && (
          <Stack gap={6}>
            <Identifier value={connection.id} what="the id" />
            <Group gap={6}>
              <Badge variant="light">{strategyName(connection.strategy)}</Badge>
            </Group>
          </Stack>
        )
      }
    >
      <Loaded query={query} rows={8}>
        {(read) => <ConnectionTabs key={read.id} connection={read} tab={tab} />}
      </Loaded>
    </Page>
  );
}

function ConnectionTabs({ connection, tab }: { connection: ShownConnection; tab: string | undefined }) {
  return (
    <PageTabs
      at={`/connections/${encodeURIComponent(connection.id)}`}
      tab={tab}
      what="a connection"
      tabs={[
        {
          value: 'settings',
          label: 'Settings',
          content: () => <ConnectionSettingsTab connection={connection} />,
        },
        {
          value: 'clients',
          label: 'Clients',
          content: () => <ConnectionClientsTab connection={connection} />,
        },
        {
          value: 'danger',
          label: 'Danger',
          content: () => <ConnectionDangerTab connection={connection} />,
        },
      ]}
    />
  );
}
