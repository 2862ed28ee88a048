import { findSetting } from '../database/instance-settings.js';
import type { SeedStore } from '../port/stores.js';
import type { StoreContext } from './context.js';

/** Under which name it is recorded which seed file a tenant began with. */
export function seedRecordOf(tenant: string): string {
  return `seed_file of ${tenant}`;
}

/** The record of a tenant's seed file, read. */
export function seedStore({ reader, tenant }: StoreContext): SeedStore {
  return { digest: () => findSetting(reader, seedRecordOf(tenant)) };
}
