import { expect } from 'vitest';
import { type SpawnedServer, spawnServer } from '../running-server.js';
import { deployed, lessDeployed, namesOf, registryOf, Workspace } from './deploy-cli.js';
import type { Outcome } from './outcome.js';

const onlyOurs = { AUTH0_INCLUDED_ONLY: '["clients","clientGrants","resourceServers"]' };
const allOf = { clients: ['Shop', 'Worker'], apis: ['Orders', 'Stock'] };
const allGrants = ['Worker https://orders.example.com/', 'Worker urn:stock'];

/** Imports, exports, and imports again with the Deploy CLI, on two registries beside each other. */
export async function deployCliOutcomes(): Promise<Outcome[]> {
  const workspace = new Workspace();
  const servers = [await spawnServer(), await spawnServer()] as const;
  const outcomes: Outcome[] = [];
  const step = async (operation: string, run: () => Promise<void>) => {
    try {
      await run();
      outcomes.push({ operation, outcome: 'works' });
    } catch (error) {
      outcomes.push({ operation, outcome: 'fails', why: String(error) });
    }
  };
  await Promise.all([
    byFile({ workspace, server: servers[0], step }),
    byFolder({ workspace, server: servers[1], step }),
  ]);
  for (const server of servers) await server.remove();
  workspace.remove();
  return outcomes;
}

interface Run {
  workspace: Workspace;
  server: SpawnedServer;
  step: (operation: string, run: () => Promise<void>) => Promise<void>;
}

async function byFile({ workspace, server, step }: Run): Promise<void> {
  const file = workspace.write('all.yaml', deployed);
  await step('import of a YAML file', async () => {
    await workspace.run(server, ['import', '--input_file', file], onlyOurs);
    expect(namesOf(await registryOf(server))).toEqual({ ...allOf, grants: allGrants });
  });
  await step('a second import changes nothing', async () => {
    const before = await registryOf(server);
    await workspace.run(server, ['import', '--input_file', file], onlyOurs);
    expect(await registryOf(server)).toEqual(before);
  });
  await step('export of everything, without any list of what to include', async () => {
    expect(await workspace.run(server, ['export', '-f', 'yaml', '-o', 'whole'])).toContain(
      'Export Successful',
    );
  });
}

async function byFolder({ workspace, server, step }: Run): Promise<void> {
  const folder = workspace.writeFolder('all', deployed);
  await step('import of a folder', async () => {
    await workspace.run(server, ['import', '--input_file', folder], onlyOurs);
    expect(namesOf(await registryOf(server))).toEqual({ ...allOf, grants: allGrants });
  });
  await step('export equals import', async () => {
    await workspace.run(server, ['export', '-f', 'directory', '-o', 'exported'], onlyOurs);
    const { 'Clientele Bootstrap.json': _own, ...clients } = workspace.read('exported/clients');
    expect(clients).toMatchObject(byName(deployed.clients));
    expect(workspace.read('exported/resource-servers')).toMatchObject(byName(deployed.resourceServers));
    expect(Object.values(workspace.read('exported/grants'))).toEqual(
      expect.arrayContaining(deployed.clientGrants),
    );
  });
  const less = workspace.write('less.yaml', lessDeployed);
  await step('AUTH0_ALLOW_DELETE=false deletes nothing', async () => {
    await workspace.run(server, ['import', '--input_file', less], {
      ...onlyOurs,
      AUTH0_ALLOW_DELETE: 'false',
    });
    expect(namesOf(await registryOf(server))).toEqual({ ...allOf, grants: allGrants });
  });
  await step('AUTH0_ALLOW_DELETE=true deletes what is not in the file', async () => {
    const before = await registryOf(server);
    await workspace.run(server, ['import', '--input_file', less], {
      ...onlyOurs,
      AUTH0_ALLOW_DELETE: 'true',
    });
    const after = await registryOf(server);
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
