import {
  ApiResponse,
  Client,
  ClientCreate,
  ClientsManager,
  ClientUpdate,
  GetClientsRequest,
  InitOverride,
} from 'auth0';
export class FakeClients
  implements Pick<ClientsManager, 'get' | 'create' | 'update' | 'delete' | 'rotateClientSecret'>
{
  private readonly kept = new Map<string, Client>();
  async get({ client_id }: { client_id: string }): Promise<ApiResponse<Client>> {
    return this.answer(this.kept.get(client_id)!);
  }
  async create(body: ClientCreate): Promise<ApiResponse<Client>> {
    const c = { ...body, client_id: 'x', client_secret: 's' } as unknown as Client;
    this.kept.set('x', c);
    return this.answer(c);
  }
  async update({ client_id }: { client_id: string }, body: ClientUpdate): Promise<ApiResponse<Client>> {
    const c = Object.assign({}, this.kept.get(client_id), body) as Client;
    return this.answer(c);
  }
  async delete(_: { client_id: string }): Promise<ApiResponse<void>> {
    return this.answer(undefined);
  }
  async rotateClientSecret({ client_id }: { client_id: string }): Promise<ApiResponse<Client>> {
    return this.get({ client_id });
  }
  private answer<T>(data: T): ApiResponse<T> {
    return { data, status: 200, statusText: '', headers: new Headers() };
  }
}
export class FakeList implements Pick<ClientsManager, 'getAll'> {
  async getAll(_p?: GetClientsRequest, _o?: InitOverride): Promise<ApiResponse<any>> {
    return { data: [], status: 200, statusText: '', headers: new Headers() };
  }
}
