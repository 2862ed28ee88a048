import type { Tool } from '../tool.js';
import { type Built, built, newest } from './built.js';
import { operations } from './operations.js';
import { playOn, type Version } from './stage.js';

const before1_55 = {
  'rotate a key with create_before_destroy':
    'before 1.55, the provider then takes all keys of the client away, the new one too',
  'rotate a secret by client_secret_wo': 'came with 1.51',
};

const versions: Version[] = [
  { version: newest, since: ['1.0', '1.44', '1.57'], lacks: {} },
  { version: '1.44.0', since: ['1.0', '1.44'], lacks: before1_55 },
  { version: '1.0.0', since: ['1.0'], lacks: before1_55 },
];

/** Auth0's provider for Terraform, in OpenTofu. */
export const terraformTools: Tool[] = versions.map((version) => {
  let ready: Built;
  return {
    name: 'terraform-provider-auth0',
    version: version.version,
    table: 'Terraform',
    needs: ['go'],
    async prepare() {
      ready = await built(version.version);
    },
    play: (server) => playOn(server, { ...version, built: ready }, operations),
  };
});
