import { expect } from 'vitest';
import { Management, type Reached } from '../management.js';
import { spawnServer } from '../running-server.js';
import {
  deployed,
  installedCli,
  lessDeployed,
  namesOf,
  registryOf,
  removeAll,
  Workspace,
} from './deploy-cli.js';
import type { Outcome } from './outcome.js';

const onlyOurs = { AUTH0_INCLUDED_ONLY: '["clients","clientGrants","resourceServers"]' };
const allOf = { clients: ['Shop', 'Worker'], apis: ['Orders', 'Stock'] };
const allGrants = ['Worker https://orders.example.com/', 'Worker urn:stock'];

/** What comes of an import by the Deploy CLI that is installed; reading its own schemas takes it half a minute each time. */
export async function deployCliImport(): Promise<Outcome[]> {
  const server = await spawnServer();
  try {
    return await playedBy(installedCli, server, async (run) => void (await importOfFile(run)));
  } finally {
    await server.remove();
  }
}

/** What a version of the Deploy CLI can do on a server, which it finds and leaves empty. */
export async function deployCliOutcomesOn(server: Reached, cli: string): Promise<Outcome[]> {
  const outcomes = await playedBy(cli, server, async (run) => {
    await byFile(run);
    await byExport(run);
  });
  return [...outcomes, ...(await playedBy(cli, server, byFolder))];
}

interface Run {
  workspace: Workspace;
  server: Reached;
  management: Management;
  step: (operation: string, run: () => Promise<void>) => Promise<void>;
}

/** Versions before 8.26 send back what grants show, and nobody changes: Auth0 refuses it too. */
const sentBack = /Additional properties not allowed: subject_type/;

async function playedBy(cli: string, server: Reached, play: (run: Run) => Promise<void>): Promise<Outcome[]> {
  const outcomes: Outcome[] = [];
  const step = async (operation: string, run: () => Promise<void>) => {
    outcomes.push({ operation, ...(await outcomeOf(run)) });
  };
  const workspace = new Workspace(cli);
  const management = await Management.of(server);
  await play({ workspace, server, management, step });
  await removeAll(management, server);
  workspace.remove();
  return outcomes;
}

async function outcomeOf(run: () => Promise<void>): Promise<Omit<Outcome, 'operation'>> {
  try {
    await run();
    return { outcome: 'works' };
  } catch (error) {
    const why = String(error);
    return sentBack.test(why)
      ? { outcome: 'refused', why: 'it sends back the subject_type of grants, which cannot change' }
      : { outcome: 'fails', why };
  }
}

async function importOfFile({ workspace, server, management, step }: Run): Promise<string> {
  const file = workspace.write('all.yaml', deployed);
  await step('import of a YAML file', async () => {
    await workspace.run(server, ['import', '--input_file', file], onlyOurs);
    expect(namesOf(await registryOf(management))).toEqual({ ...allOf, grants: allGrants });
  });
  return file;
}

async function byFile(run: Run): Promise<void> {
  const { workspace, server, management, step } = run;
  const file = await importOfFile(run);
  await step('a second import changes nothing', async () => {
    const before = await registryOf(management);
    await workspace.run(server, ['import', '--input_file', file], onlyOurs);
    expect(await registryOf(management)).toEqual(before);
  });
  await step('export of everything, without any list of what to include', async () => {
    expect(await workspace.run(server, ['export', '-f', 'yaml', '-o', 'whole'])).toContain(
      'Export Successful',
    );
  });
}

async function byExport({ workspace, server, management, step }: Run): Promise<void> {
  const again = () => workspace.run(server, ['import', '--input_file', 'ours/tenant.yaml'], onlyOurs);
  await step('import of what was exported, into an empty server', async () => {
    await workspace.run(server, ['export', '-f', 'yaml', '-o', 'ours'], onlyOurs);
    await removeAll(management, server);
    await again();
    expect(namesOf(await registryOf(management))).toEqual({ ...allOf, grants: allGrants });
  });
  await step('a second import of what was exported changes nothing', async () => {
    const before = await registryOf(management);
    await again();
    expect(await registryOf(management)).toEqual(before);
  });
}

async function byFolder({ workspace, server, management, step }: Run): Promise<void> {
  const folder = workspace.writeFolder('all', deployed);
  await step('import of a folder', async () => {
    await workspace.run(server, ['import', '--input_file', folder], onlyOurs);
    expect(namesOf(await registryOf(management))).toEqual({ ...allOf, grants: allGrants });
  });
  await step('export equals import', async () => {
    await workspace.run(server, ['export', '-f', 'directory', '-o', 'exported'], onlyOurs);
    const { 'Clientele Bootstrap.json': _own, ...clients } = workspace.read('exported/clients');
    expect(clients).toMatchObject(byName(deployed.clients));
    expect(workspace.read('exported/resource-servers')).toMatchObject(byName(deployed.resourceServers));
    expect(Object.values(workspace.read('exported/grants'))).toEqual(
      expect.arrayContaining(deployed.clientGrants.map((grant) => ({ ...grant, subject_type: 'client' }))),
    );
  });
  const less = workspace.write('less.yaml', lessDeployed);
  await step('AUTH0_ALLOW_DELETE=false deletes nothing', async () => {
    await workspace.run(server, ['import', '--input_file', less], {
      ...onlyOurs,
      AUTH0_ALLOW_DELETE: 'false',
    });
    expect(namesOf(await registryOf(management))).toEqual({ ...allOf, grants: allGrants });
  });
  await step('AUTH0_ALLOW_DELETE=true deletes what is not in the file', async () => {
    const before = await registryOf(management);
    await workspace.run(server, ['import', '--input_file', less], {
      ...onlyOurs,
      AUTH0_ALLOW_DELETE: 'true',
    });
    const after = await registryOf(management);
    expect(namesOf(after)).toEqual({ clients: ['Worker'], apis: ['Orders'], grants: allGrants.slice(0, 1) });
    const system = ({ clients, apis }: typeof after) => [
      clients.filter(({ global, client_id }) => global || client_id === server.clientId),
      apis.filter(({ is_system }) => is_system),
    ];
    expect(system(after)).toEqual(system(before));
  });
}

function byName(objects: { name: string }[]): Record<string, unknown> {
  return Object.fromEntries(objects.map((object) => [`${object.name}.json`, object]));
}
