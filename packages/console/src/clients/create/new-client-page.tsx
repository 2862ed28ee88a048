import { Page } from '../../elements/page.js';

/** Makes a client. */
export default function NewClientPage() {
  return <Page title="New client">…</Page>;
}
