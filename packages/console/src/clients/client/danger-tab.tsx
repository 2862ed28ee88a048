import type { ShownClient } from './shown-client.js';

/** … */
export default function DangerTab({ client }: { client: ShownClient }) {
  return <p>{client.name}</p>;
}
