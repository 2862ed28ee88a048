import { Badge, Group, Stack } from '@mantine/core';
import { lazy } from 'react';
import { useParams } from 'react-router';
import { failureOf } from '../../api/failure.js';
import { Empty } from '../../elements/empty.js';
import { Identifier } from '../../elements/identifier.js';
import { Loaded } from '../../elements/loaded.js';
import { Page } from '../../elements/page.js';
import { PageTabs } from '../../elements/page-tabs.js';
import { type ShownClient, useClient } from '../queries/shown-client.js';
import { methodNames, methodOf, typeName } from '../words.js';

const OverviewTab = lazy(() => import('./overview-tab.js'));
const SettingsTab = lazy(() => import('./settings/settings-tab.js'));
const CredentialsTab = lazy(() => import('./credentials/credentials-tab.js'));
const ApisTab = lazy(() => import('./apis-tab.js'));
const QuickStartTab = lazy(() => import('./quick-start/quick-start-tab.js'));
const LogTab = lazy(() => import('./log-tab.js'));
const DangerTab = lazy(() => import('./danger-tab.js'));

const readsKeys = ['read:client_keys', 'read:client_credentials'];

/** The tabs in their order, with the scopes of which any one is needed to see each; all may see those without. */
const tabs = [
  { value: 'overview', label: 'Overview', needs: ['read:logs', ...readsKeys], Tab: OverviewTab },
  { value: 'settings', label: 'Settings', needs: undefined, Tab: SettingsTab },
  { value: 'credentials', label: 'Credentials', needs: readsKeys, Tab: CredentialsTab },
  { value: 'apis', label: 'APIs', needs: ['read:client_grants'], Tab: ApisTab },
  { value: 'quick-start', label: 'Quick start', needs: undefined, Tab: QuickStartTab },
  { value: 'log', label: 'Log', needs: ['read:logs'], Tab: LogTab },
  { value: 'danger', label: 'Danger', needs: undefined, Tab: DangerTab },
] as const;

/** One client, part by part. */
export default function ClientPage() {
  const { clientId = '', tab } = useParams();
  const query = useClient(clientId);
  if (failureOf(query.error).status === 404)
    return (
      <Page title="Client not found" back={{ to: '/clients', text: 'Clients' }}>
        <Empty title="There is no such client">It may have been deleted, or the address is wrong.</Empty>
      </Page>
    );
  const client = query.data?.client;
  return (
    <Page
      title={client?.name.trim() || clientId}
      back={{ to: '/clients', text: 'Clients' }}
      about={client && <About client={client} />}
    >
      <Loaded query={query} rows={8}>
        {(read) => <ClientTabs key={read.client.client_id} client={read.client} tab={tab} />}
      </Loaded>
    </Page>
  );
}

function About({ client }: { client: ShownClient }) {
  const method = methodOf(client);
  return (
    <Stack gap={6}>
      <Identifier value={client.client_id} what="the client ID" />
      <Group gap={6}>
        <Badge variant="light">{typeName(client.app_type)}</Badge>
        {method && (
          <Badge variant="light" color="gray">
            {methodNames[method]}
          </Badge>
        )}
        {client.is_first_party === false && (
          <Badge variant="light" color="orange">
            Third party{client.third_party_security_mode === 'strict' ? ', strict' : ''}
          </Badge>
        )}
        {client.disabled && (
          <Badge variant="filled" color="red">
            Disabled
          </Badge>
        )}
        {client.global === true && (
          <Badge variant="light" color="gray">
            Global client
          </Badge>
        )}
      </Group>
    </Stack>
  );
}

function ClientTabs({ client, tab }: { client: ShownClient; tab: string | undefined }) {
  return (
    <PageTabs
      at={`/clients/${encodeURIComponent(client.client_id)}`}
      tab={tab}
      what="a client"
      tabs={tabs.map(({ Tab, ...shown }) => ({ ...shown, content: () => <Tab client={client} /> }))}
    />
  );
}
