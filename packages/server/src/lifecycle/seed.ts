import type { Config } from '../config/config.js';
import { applySeed, type SeedOutcome } from '../seed/apply-seed.js';
import type { Tenant } from '../tenancy/tenants.js';

/** What became of the seed file at this start. */
export interface SeedFacts extends Pick<SeedOutcome, 'applied' | 'ignored'> {
  file: string;
}

/** Applies the seed file where one is set, and publishes the keys that its APIs need before they sign. */
export async function seedTenant(
  tenant: Tenant,
  { seedFile: file, bootstrap, credentialRules }: Config,
  now: number,
): Promise<{ seed: SeedFacts | undefined; warnings: string[] }> {
  if (file === undefined) return { seed: undefined, warnings: [] };
  const outcome = await applySeed(tenant, {
    file,
    env: process.env,
    bootstrapClientId: bootstrap.clientId,
    credentialRules,
    now,
  });
  for (const { signing_alg: alg } of outcome.resourceServers)
    if (alg !== 'HS256') await tenant.keys.provide(alg);
  const { applied, ignored, warning } = outcome;
  return {
    seed: { file, ...(applied && { applied }), ...(ignored && { ignored }) },
    warnings: warning === undefined ? [] : [warning],
  };
}
