import { ConnectionCreate } from '@clientele/model';
import type { NamedSchema } from '../../http/route-description.js';
import { answer, checkpointList, list, text, time } from './body-schema.js';

const connection = () => answer({ id: text('Id'), ...ConnectionCreate.properties }, 'A connection.');

/** A connection. connections.md */
export const connectionBody: NamedSchema = { name: 'connection', schema: connection };

/** When a connection was deleted. connections.md */
export const deletedConnectionBody: NamedSchema = {
  name: 'deletedConnection',
  schema: () => answer({ deleted_at: time('When it was deleted') }, 'The connection is deleted.'),
};

/** Connections. connections.md */
export const connectionsBody: NamedSchema = {
  name: 'connections',
  schema: () => list('connections', connection()),
};

/** The connections of a client. connections.md */
export const clientConnectionsBody: NamedSchema = {
  name: 'clientConnections',
  schema: () => checkpointList('connections', connection()),
};
