import { Page } from '../elements/page.js';

/** Who is signed in, and where. */
export default function AccountPage() {
  return <Page title="Account">…</Page>;
}
