import { AbsentError } from '../port/errors.js';
import type { StoreContext } from '../registry/context.js';

/** Makes sure that a client is there, and stays until the caller's transaction ends. @throws AbsentError */
export async function requireClient(
  { engine, reader, tenant }: StoreContext,
  clientId: string,
): Promise<void> {
  const query = reader
    .selectFrom('clients')
    .select('client_id')
    .where('tenant_id', '=', tenant)
    .where('client_id', '=', clientId);
  if (!(await engine.locks.forReference(query).executeTakeFirst())) throw new AbsentError('client');
}

/** Makes sure that an API is there, and stays until the caller's transaction ends. @throws AbsentError */
export async function requireResourceServer(
  { engine, reader, tenant }: StoreContext,
  id: string,
): Promise<void> {
  const query = reader
    .selectFrom('resource_servers')
    .select('id')
    .where('tenant_id', '=', tenant)
    .where('id', '=', id);
  if (!(await engine.locks.forReference(query).executeTakeFirst())) throw new AbsentError('resource server');
}
