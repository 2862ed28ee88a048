import { Page } from '../elements/page.js';

/** One API. */
export default function ApiPage() {
  return <Page title="API">…</Page>;
}
