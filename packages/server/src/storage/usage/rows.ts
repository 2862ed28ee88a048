import { type UsageStep, type UseCount, usageSteps } from '@clientele/model';
import type { Tables } from '../database/tables.js';
import type { SourceCount } from './tally.js';

export type CountRow = Tables['usage_counts'];
export type SourceRow = Tables['usage_sources'];

/** A step as it is stored: its length in minutes. */
export function stepNumber(step: UsageStep): number {
  return usageSteps[step].length / usageSteps.minute.length;
}

export function countRow(tenant: string, one: UseCount): CountRow {
  return {
    tenant_id: tenant,
    client_id: one.clientId,
    credential_id: one.credentialId,
    step: stepNumber(one.step),
    at: one.at,
    api: one.api,
    outcome: one.outcome,
    count: one.count,
    last_at: one.lastAt,
    alive_until: one.aliveUntil,
  };
}

export function useCountOf(row: CountRow, step: UsageStep): UseCount {
  return {
    clientId: row.client_id,
    credentialId: row.credential_id,
    api: row.api,
    outcome: row.outcome,
    step,
    at: Number(row.at),
    count: Number(row.count),
    lastAt: Number(row.last_at),
    aliveUntil: Number(row.alive_until),
  };
}

export function sourceRow(tenant: string, one: SourceCount): SourceRow {
  return {
    tenant_id: tenant,
    client_id: one.clientId,
    credential_id: one.credentialId,
    kind: one.kind,
    value: one.value,
    count: one.count,
    last_at: one.lastAt,
  };
}
