import { useParams } from 'react-router';
import { Page } from '../elements/page.js';
import { PageTabs } from '../elements/page-tabs.js';
import { ServerSetup } from './server-setup.js';
import { TenantSettings } from './tenant-settings.js';

/** Settings of the tenant, and how the server is set up. */
export default function SettingsPage() {
  const { tab } = useParams();
  return (
    <Page
      title="Settings"
      about="Those of the tenant are kept with its clients, and changed here. Those of the server are given to it when it starts."
    >
      <PageTabs
        at="/settings"
        tab={tab}
        what="the settings"
        tabs={[
          { value: 'tenant', label: 'Tenant', content: () => <TenantSettings /> },
          { value: 'server', label: 'How this server is set up', content: () => <ServerSetup /> },
        ]}
      />
    </Page>
  );
}
