import type { ClientsManager, ManagementClient } from 'auth0';

type Clients = Pick<ClientsManager, 'get' | 'getAll' | 'create' | 'update' | 'delete'>;

export class Provisioner {
  constructor(private readonly management: { clients: Clients }) {}

  async ensure(name: string): Promise<string> {
    const { data } = await this.management.clients.getAll({ per_page: 100 });
    const there = data.find((client) => client.name === name);
    if (there) return there.client_id;
    return (await this.management.clients.create({ name, app_type: 'non_interactive' })).data.client_id;
  }
}

export const real = (management: ManagementClient) => new Provisioner(management);
