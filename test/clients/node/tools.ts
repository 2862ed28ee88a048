import { fileURLToPath } from 'node:url';
import { sdks, versionOf } from '../../contract/compatibility/sdk-outcomes.js';
import { played, type Tool } from '../tool.js';

/** Auth0's SDK for Node in its generations, which are installed with the checkout. */
export const nodeTools: Tool[] = sdks.map(([name, script]) => ({
  name: 'auth0',
  version: versionOf(name),
  table: 'Node',
  needs: [],
  prepare: async () => {},
  play: (address) => {
    const file = fileURLToPath(new URL(`../../contract/compatibility/${script}`, import.meta.url));
    return played([process.execPath, file], {
      env: {
        SDK: name,
        SERVER_DOMAIN: address.domain,
        CLIENT_ID: address.clientId,
        CLIENT_SECRET: address.clientSecret,
        NODE_EXTRA_CA_CERTS: address.caFile,
      },
    });
  },
}));
