import type { ShownClient } from './shown-client.js';

/** … */
export default function OverviewTab({ client }: { client: ShownClient }) {
  return <p>{client.name}</p>;
}
