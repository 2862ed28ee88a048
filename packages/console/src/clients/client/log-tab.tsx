import { EventList } from '../../log/event-list.js';
import type { ShownClient } from '../queries/shown-client.js';

/** What the log says of a client. */
export default function LogTab({ client }: { client: ShownClient }) {
  return <EventList filter={{ client_id: client.client_id }} live />;
}
