import type { InitOverride, ManagementClient } from 'auth0';

const trace: InitOverride = async ({ init }) => ({ ...init, headers: { ...init.headers, 'x-trace': '1' } });

export async function read(management: ManagementClient, signal: AbortSignal) {
  await management.clients.getAll({}, trace);
  await management.clients.getAll({}, { signal });
  const { headers, status } = await management.clients.get(
    { client_id: 'a' },
    { headers: { 'x-trace': '1' } },
  );
  return [headers.get('x-ratelimit-remaining'), status];
}
