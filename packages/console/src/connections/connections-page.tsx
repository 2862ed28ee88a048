import { Page } from '../elements/page.js';

/** All connections. */
export default function ConnectionsPage() {
  return <Page title="Connections">…</Page>;
}
