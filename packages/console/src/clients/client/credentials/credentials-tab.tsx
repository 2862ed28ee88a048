import type { ShownClient } from '../shown-client.js';

/** … */
export default function CredentialsTab({ client }: { client: ShownClient }) {
  return <p>{client.name}</p>;
}
