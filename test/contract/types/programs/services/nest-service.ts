import { type Client, type ClientCreate, ManagementApiError, ManagementClient } from 'auth0';

class NotFoundException extends Error {}

export class ClientsService {
  private readonly management: ManagementClient;

  constructor(config: { get(name: string): string }) {
    this.management = new ManagementClient({
      domain: config.get('domain'),
      clientId: config.get('clientId'),
      clientSecret: config.get('clientSecret'),
    });
  }

  findAll(page = 0, limit = 50): Promise<Client[]> {
    return this.management.clients.getAll({ page, per_page: limit }).then((response) => response.data);
  }

  async findOne(id: string): Promise<Client> {
    try {
      return (await this.management.clients.get({ client_id: id })).data;
    } catch (error) {
      if (error instanceof ManagementApiError && error.statusCode === 404)
        throw new NotFoundException(error.msg);
      throw error;
    }
  }

  create(dto: Pick<ClientCreate, 'name' | 'app_type' | 'callbacks'>) {
    return this.management.clients.create(dto);
  }

  async remove(id: string): Promise<void> {
    await this.management.clients.delete({ client_id: id });
  }
}
