import type { ShownClient } from './shown-client.js';

/** … */
export default function ApisTab({ client }: { client: ShownClient }) {
  return <p>{client.name}</p>;
}
