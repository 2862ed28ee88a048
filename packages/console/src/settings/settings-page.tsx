import { Page } from '../elements/page.js';

/** Settings of the tenant and of the server. */
export default function SettingsPage() {
  return <Page title="Settings">…</Page>;
}
