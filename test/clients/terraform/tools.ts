import type { Tool } from '../tool.js';
import { type Built, built } from './built.js';
import { operations } from './operations.js';
import { type Lacks, playOn } from './stage.js';

const before1_55: Lacks = {
  'rotate a key with create_before_destroy':
    'before 1.55, the provider then takes all keys of the client away, the new one too',
  'rotate a secret by client_secret_wo': 'came with 1.51',
};

/** Versions of Auth0's provider, and what each of them lacks. */
const versions: Record<string, Lacks> = {
  '1.57.0': {},
  '1.44.0': before1_55,
  '1.0.0': before1_55,
};

/** Auth0's provider for Terraform, in OpenTofu. */
export const terraformTools: Tool[] = Object.entries(versions).map(([version, lacks]) => {
  let ready: Built;
  return {
    name: 'terraform-provider-auth0',
    version,
    table: 'Terraform',
    needs: ['go'],
    async prepare() {
      ready = await built(version);
    },
    play: (server) => playOn(server, { version, built: ready, lacks }, operations),
  };
});
