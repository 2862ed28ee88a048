import { randomBytes } from 'node:crypto';
import { inspect } from 'node:util';
import type { Outcome } from '../../contract/compatibility/outcome.js';
import type { Address } from '../tool.js';
import type { Built } from './built.js';
import { type Json, Management } from './management.js';
import { Workspace } from './workspace.js';

/** What a version of the provider does not have, and why. */
export type Lacks = Record<string, string>;

/** What the operations on one server share, one after the other. */
export interface Stage {
  server: Address;
  version: string;
  built: Built;
  workspace: Workspace;
  management: Management;
  /** With which the names of all objects begin. */
  name: string;
  /** The settings of the tenant before. */
  tenant: Json;
}

/** Something that people do with Terraform: it throws where that does not come out as it should. */
export type Operation = (stage: Stage) => Promise<void>;

/** Plays all operations on a server. */
export async function playOn(
  server: Address,
  { version, built, lacks }: { version: string; built: Built; lacks: Lacks },
  operations: Record<string, Operation>,
): Promise<Outcome[]> {
  const management = await Management.of(server);
  const stage: Stage = {
    server,
    version,
    built,
    workspace: new Workspace(built, version, server),
    management,
    name: `terraform-${version.replaceAll('.', '-')}-${randomBytes(3).toString('hex')}`,
    tenant: await management.get('tenants/settings'),
  };
  const outcomes: Outcome[] = [];
  for (const [operation, play] of Object.entries(operations)) {
    const why = lacks[operation];
    outcomes.push(
      why === undefined
        ? { operation, ...(await outcomeOf(() => play(stage))) }
        : { operation, outcome: 'not offered', why },
    );
  }
  stage.workspace.remove();
  return outcomes;
}

async function outcomeOf(play: () => Promise<void>): Promise<Omit<Outcome, 'operation'>> {
  try {
    await play();
    return { outcome: 'works' };
  } catch (error) {
    return { outcome: 'fails', why: inspect(error) };
  }
}
