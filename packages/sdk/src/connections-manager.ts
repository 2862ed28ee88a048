import type { ApiResponse } from './api-response.js';
import type { InitOverride } from './configuration.js';
import type {
  Connection,
  ConnectionCreate,
  ConnectionOf,
  ConnectionsPageOf,
  ConnectionUpdate,
  DeleteConnectionsByIdRequest,
  GetConnectionClients200Response,
  GetConnectionClientsRequest,
  GetConnectionsByIdRequest,
  GetConnectionsRequest,
  PatchClientsRequest,
  PatchClientsRequestInner,
  PatchConnectionsByIdRequest,
} from './connection-models.js';
import type { OnlyKnown } from './fields.js';
import { Manager } from './manager.js';
import type { ConsistentPaging } from './page-parameters.js';

/** Connections: where the users of clients sign in. connections.md */
export class ConnectionsManager extends Manager {
  /** Makes a connection. connections.md */
  create(bodyParameters: ConnectionCreate, initOverrides?: InitOverride): Promise<ApiResponse<Connection>> {
    return this.ask('POST /connections', initOverrides, undefined, bodyParameters);
  }

  /** Deletes a connection; no client is left with it. connections.md */
  delete(
    requestParameters: DeleteConnectionsByIdRequest,
    initOverrides?: InitOverride,
  ): Promise<ApiResponse<void>> {
    return this.ask('DELETE /connections/{id}', initOverrides, requestParameters);
  }

  /** Reads one connection. connections.md */
  get<const Parameters extends GetConnectionsByIdRequest>(
    requestParameters: Parameters & OnlyKnown<Parameters, GetConnectionsByIdRequest>,
    initOverrides?: InitOverride,
  ): Promise<ApiResponse<ConnectionOf<Parameters>>> {
    return this.ask('GET /connections/{id} fields include_fields', initOverrides, requestParameters);
  }

  /** Lists connections; `take` or `from` answers by checkpoint, `include_totals` counts them. connections.md */
  getAll<const Parameters extends GetConnectionsRequest = Record<never, never>>(
    requestParameters?: Parameters &
      ConsistentPaging<Parameters> &
      OnlyKnown<Parameters, GetConnectionsRequest>,
    initOverrides?: InitOverride,
  ): Promise<ApiResponse<ConnectionsPageOf<Parameters>>> {
    const line =
      'GET /connections fields include_fields page per_page include_totals from take strategy name domain_alias';
    return this.ask(line, initOverrides, requestParameters);
  }

  /** Lists the clients that a connection is for, by checkpoint. connections.md */
  getEnabledClients(
    requestParameters: GetConnectionClientsRequest,
    initOverrides?: InitOverride,
  ): Promise<ApiResponse<GetConnectionClients200Response>> {
    return this.ask('GET /connections/{id}/clients from take', initOverrides, requestParameters);
  }

  /** Changes a connection; what is sent replaces what was there. connections.md */
  update(
    requestParameters: PatchConnectionsByIdRequest,
    bodyParameters: ConnectionUpdate,
    initOverrides?: InitOverride,
  ): Promise<ApiResponse<Connection>> {
    return this.ask('PATCH /connections/{id}', initOverrides, requestParameters, bodyParameters);
  }

  /** Says for which clients a connection is, and for which no longer: all of it or nothing. connections.md */
  updateEnabledClients(
    requestParameters: PatchClientsRequest,
    bodyParameters: PatchClientsRequestInner[],
    initOverrides?: InitOverride,
  ): Promise<ApiResponse<void>> {
    return this.ask('PATCH /connections/{id}/clients', initOverrides, requestParameters, bodyParameters);
  }
}
