import { theLifeOfAClient } from '../operations.js';
import { environmentOf, played, type Tool } from '../tool.js';
import { auth0Command } from './auth0-command.js';
import { build, type Program } from './build.js';

const v1 = { name: 'go-auth0', folder: 'auth0-v1' };
const v2 = { name: 'go-auth0', folder: 'auth0-v2' };

const managementSdks: Program[] = [
  { ...v1, version: '1.45.0' },
  { ...v1, version: '1.49.0', modules: 'v1.49' },
  { ...v2, version: '2.14.0' },
  { ...v2, version: '3.4.0', modules: 'v3', imports: ['go-auth0/v2/', 'go-auth0/v3/'] },
];
const oauth2: Program = { name: 'golang.org/x/oauth2', version: '0.38.0', folder: 'oauth2' };

const tables = { life: theLifeOfAClient, more: 'What else Management SDKs offer' };

/** Libraries for Go, and what is made of them. */
export const goTools: Tool[] = [
  ...[...managementSdks, oauth2].map((program) => playing(program, 'life')),
  ...managementSdks.map((program) => playing(program, 'more')),
  auth0Command,
];

function playing(program: Program, part: keyof typeof tables): Tool {
  let executable = '';
  return {
    name: program.name,
    version: program.version,
    table: tables[part],
    needs: ['go'],
    async prepare() {
      executable = await build(program);
    },
    play: (server) =>
      // Where Go reads the authorities that it trusts.
      played([executable, part], { env: { ...environmentOf(server), SSL_CERT_FILE: server.caFile } }),
  };
}
