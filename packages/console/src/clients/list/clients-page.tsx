import { Page } from '../../elements/page.js';

/** All clients. */
export default function ClientsPage() {
  return <Page title="Clients">…</Page>;
}
