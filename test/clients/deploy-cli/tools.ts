import { join } from 'node:path';
import { installedCli } from '../../contract/compatibility/deploy-cli.js';
import { deployCliOutcomesOn } from '../../contract/compatibility/deploy-cli-operations.js';
import { versionOf } from '../../contract/compatibility/sdk-outcomes.js';
import { cached } from '../cache.js';
import { fetched, newestOnly, type Tool } from '../tool.js';

const name = 'auth0-deploy-cli';
const installed = versionOf(name);

/** Auth0's Deploy CLI: the one that is installed with the checkout, and older ones. */
export const deployCliTools: Tool[] = [installed, '8.26.0', '8.7.0', '7.24.3'].map((version) => {
  let cli = installedCli;
  return {
    name,
    version,
    table: 'Deploy CLI',
    needs: ['npm'],
    // Reading its own schemas takes it longer than all else together.
    onOneServerOnly: newestOnly || version !== installed,
    async prepare() {
      if (version !== installed) cli = join(await install(version), 'node_modules', name, 'lib/index.js');
    },
    play: (server) => deployCliOutcomesOn(server, cli),
  };
});

function install(version: string): Promise<string> {
  return cached(`deploy-cli/${version}`, async (folder) => {
    const quietly = ['--ignore-scripts', '--no-audit', '--no-fund'];
    await fetched(['npm', 'install', '--prefix', folder, ...quietly, `${name}@${version}`]);
  });
}
