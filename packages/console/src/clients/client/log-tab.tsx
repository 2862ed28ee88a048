import type { ShownClient } from './shown-client.js';

/** … */
export default function LogTab({ client }: { client: ShownClient }) {
  return <p>{client.name}</p>;
}
