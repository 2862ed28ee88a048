import { readFileSync } from 'node:fs';
import type { ManagementClient } from 'auth0';

interface Entry {
  name: string;
  grantTypes: string[];
  callbacks?: string[];
}

export async function apply(management: ManagementClient, file: string): Promise<void> {
  const entries: Entry[] = JSON.parse(readFileSync(file, 'utf8'));
  for (const { name, grantTypes, callbacks = [] } of entries)
    await management.clients.create({ name, grant_types: grantTypes, callbacks });
}
