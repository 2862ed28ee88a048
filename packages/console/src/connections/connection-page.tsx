import { Page } from '../elements/page.js';

/** One connection. */
export default function ConnectionPage() {
  return <Page title="Connection">…</Page>;
}
