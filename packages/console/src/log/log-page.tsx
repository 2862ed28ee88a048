import { Page } from '../elements/page.js';

/** What happened. */
export default function LogPage() {
  return <Page title="Log">…</Page>;
}
