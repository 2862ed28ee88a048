import type { ShownClient } from '../shown-client.js';

/** … */
export default function QuickStartTab({ client }: { client: ShownClient }) {
  return <p>{client.name}</p>;
}
