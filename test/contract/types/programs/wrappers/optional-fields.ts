import { Client, GetClientsByIdRequest, ManagementClient } from 'auth0';
export async function read(
  m: ManagementClient,
  id: string,
  fields?: string,
  include?: boolean,
): Promise<Client> {
  const parameters: GetClientsByIdRequest = { client_id: id };
  if (fields) {
    parameters.fields = fields;
    parameters.include_fields = include ?? true;
  }
  return (await m.clients.get(parameters)).data;
}
export async function read2(m: ManagementClient, id: string, include: boolean): Promise<string> {
  const { data } = await m.clients.get({ client_id: id, fields: 'name,client_id', include_fields: include });
  return String(data.name);
}
export async function read3(m: ManagementClient, summary: boolean) {
  const { data } = await m.clients.getAll(summary ? { fields: 'client_id,name', include_fields: true } : {});
  return data.map((c) => c.client_id);
}
export async function read4(m: ManagementClient, summary: boolean) {
  const { data } = await m.clients.getAll({ per_page: 10, ...(summary && { fields: 'client_id,name' }) });
  return data.map((c) => c.client_id);
}
export async function read5(m: ManagementClient, wanted: Array<keyof Client>) {
  const { data } = await m.clients.getAll({ fields: wanted.join(',') });
  return data[0];
}
