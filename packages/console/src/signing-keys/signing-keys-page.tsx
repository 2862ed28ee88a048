import { Page } from '../elements/page.js';

/** The keys that tokens are signed with. */
export default function SigningKeysPage() {
  return <Page title="Signing keys">…</Page>;
}
