import { Badge, Group, Stack } from '@mantine/core';
import { useParams } from 'react-router';
import { failureOf } from '../api/failure.js';
import { Empty } from '../elements/empty.js';
import { Identifier } from '../elements/identifier.js';
import { Loaded } from '../elements/loaded.js';
import { Page } from '../elements/page.js';
import { PageTabs } from '../elements/page-tabs.js';
import { ApiClientsTab } from './api-clients-tab.js';
import { ApiDangerTab } from './api-danger-tab.js';
import { ApiScopesTab } from './api-scopes-tab.js';
import { ApiSettingsTab } from './api-settings-tab.js';
import { durationOf } from './duration.js';
import { type ShownApi, useApi } from './read-api.js';

const back = { to: '/apis', text: 'APIs' };

/** One API, part by part. */
export default function ApiPage() {
  const { apiId = '', tab } = useParams();
  const query = useApi(apiId);
  if (failureOf(query.error).status === 404)
    return (
      <Page title="API not found" back={back}>
        <Empty title="There is no such API">It may have been deleted, or the address is wrong.</Empty>
      </Page>
    );
  const api = query.data?.api;
  return (
    <Page
      title={api?.name ?? api?.identifier ?? apiId}
      back={back}
      about={
        api && (
          <Stack gap={6}>
            <Identifier value={api.identifier} what="the identifier" />
            <Group gap={6}>
              <Badge variant="light">Tokens for {durationOf(api.token_lifetime ?? 0)}</Badge>
              <Badge variant="light" color="gray">
                {api.signing_alg}
              </Badge>
              {api.is_system && (
                <Badge variant="light" color="gray">
                  Of the server
                </Badge>
              )}
            </Group>
          </Stack>
        )
      }
    >
      <Loaded query={query} rows={8}>
        {(read) => <ApiTabs key={read.api.id} apiId={apiId} shown={read.api} tab={tab} />}
      </Loaded>
    </Page>
  );
}

function ApiTabs({ apiId, shown, tab }: { apiId: string; shown: ShownApi; tab: string | undefined }) {
  return (
    <PageTabs
      at={`/apis/${encodeURIComponent(apiId)}`}
      tab={tab}
      what="an API"
      tabs={[
        {
          value: 'settings',
          label: 'Settings',
          content: () => <ApiSettingsTab apiId={apiId} shown={shown} />,
        },
        { value: 'scopes', label: 'Scopes', content: () => <ApiScopesTab apiId={apiId} shown={shown} /> },
        {
          value: 'clients',
          label: 'Clients',
          needs: ['read:client_grants'],
          content: () => <ApiClientsTab shown={shown} />,
        },
        { value: 'danger', label: 'Danger', content: () => <ApiDangerTab apiId={apiId} shown={shown} /> },
      ]}
    />
  );
}
