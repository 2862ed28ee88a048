import { SegmentedControl } from '@mantine/core';
import { useAddressFilter } from '../elements/address-filter.js';
import { Empty } from '../elements/empty.js';
import { Page } from '../elements/page.js';
import { useSignedIn } from '../session/session-context.js';
import { CredentialLists } from './credential-lists.js';
import { FirstClientHint } from './first-client-hint.js';
import { periodIn, periods } from './read-usage.js';
import { UsageSection } from './usage-section.js';

/** What goes on: tokens, refusals, what expires. */
export default function OverviewPage() {
  const { can } = useSignedIn();
  const { value, set } = useAddressFilter();
  const period = periodIn(value('period'));
  const seesUsage = can('read:logs');
  const seesCredentials = can('read:client_keys', 'read:client_credentials');
  return (
    <Page
      title="Overview"
      actions={
        seesUsage && (
          <SegmentedControl
            aria-label="How far to look back"
            value={period}
            onChange={(next) => set({ period: next === '24h' ? '' : next })}
            data={Object.entries(periods).map(([name, { label }]) => ({ value: name, label }))}
          />
        )
      }
    >
      {can('read:clients', 'read:client_keys') && <FirstClientHint />}
      {seesUsage && <UsageSection period={period} />}
      {seesCredentials && <CredentialLists />}
      {!seesUsage && !seesCredentials && (
        <Empty title="Nothing to see here for you">
          Numbers need the scope read:logs, and what expires read:client_credentials or read:client_keys.
        </Empty>
      )}
    </Page>
  );
}
