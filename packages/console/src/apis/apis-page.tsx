import { Page } from '../elements/page.js';

/** All APIs. */
export default function ApisPage() {
  return <Page title="APIs">…</Page>;
}
