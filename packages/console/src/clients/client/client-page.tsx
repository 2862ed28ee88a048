import { Page } from '../../elements/page.js';

/** One client. */
export default function ClientPage() {
  return <Page title="Client">…</Page>;
}
