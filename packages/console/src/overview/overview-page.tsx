import { Page } from '../elements/page.js';

/** What goes on: tokens, refusals, what expires. */
export default function OverviewPage() {
  return <Page title="Overview">…</Page>;
}
