import { type ClientCreate, ClientsManager, type InitOverride, type PostRotateSecretRequest } from 'auth0';

export class Prefixed extends ClientsManager {
  override async create(body: ClientCreate, init?: InitOverride) {
    return super.create({ ...body, name: `staging-${body.name}` }, init);
  }

  override rotateClientSecret(parameters: PostRotateSecretRequest, init?: InitOverride) {
    return super.rotateClientSecret(parameters, init);
  }

  async findByName(name: string) {
    const { data } = await this.getAll({ fields: 'client_id,name', include_fields: true });
    return data.find((client) => client.name === name)?.client_id;
  }
}
