import { randomBytes } from 'node:crypto';
import { inspect } from 'node:util';
import type { Outcome } from '../../contract/compatibility/outcome.js';
import { type Json, Management } from '../../contract/management.js';
import type { Address } from '../tool.js';
import type { Built } from './built.js';
import { Workspace } from './workspace.js';

/** A version of the provider. */
export interface Version {
  version: string;
  since: string[];
  /** Operations that it does not offer, and why. */
  lacks: Record<string, string>;
}

/** What the operations on one server share, one after the other. */
export interface Stage {
  server: Address;
  version: string;
  built: Built;
  /** The versions of the provider that brought properties which this one has. */
  since: string[];
  workspace: Workspace;
  /** Holds the configuration with many properties. */
  many: Workspace;
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
  { version, since, lacks, built }: Version & { built: Built },
  operations: Record<string, Operation>,
): Promise<Outcome[]> {
  const management = await Management.of(server);
  const stage: Stage = {
    server,
    version,
    since,
    built,
    many: new Workspace(built, version, server),
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
  stage.many.remove();
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
