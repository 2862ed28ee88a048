import { createHash } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { cached } from '../cache.js';
import { type Address, environmentOf, fetched, played, succeed, type Tool } from '../tool.js';

const here = fileURLToPath(new URL('.', import.meta.url));

/** A program of ours that plays a library. */
interface Program {
  /** The library. */
  name: string;
  version: string;
  folder: string;
  /** The module file that names this version of the library. */
  moduleFile: string;
}

const programs: Program[] = [
  { name: 'golang.org/x/oauth2', version: '0.38.0', folder: 'oauth2', moduleFile: 'go.mod' },
  { name: 'go-auth0', version: '1.45.0', folder: 'auth0-v1', moduleFile: 'go.mod' },
  { name: 'go-auth0', version: '1.49.0', folder: 'auth0-v1', moduleFile: 'v1.49.mod' },
];

/** Libraries for Go. */
export const goTools: Tool[] = programs.map(playing);

function playing(program: Program): Tool {
  let executable = '';
  return {
    name: program.name,
    version: program.version,
    table: 'The life of a client',
    needs: ['go'],
    async prepare() {
      executable = join(await build(program), 'play');
    },
    play: (server) => played([executable], { env: environment(server) }),
  };
}

function environment(server: Address): Record<string, string> {
  // Where Go reads the authorities that it trusts.
  return { ...environmentOf(server), SSL_CERT_FILE: server.caFile };
}

async function build({ version, folder, moduleFile }: Program): Promise<string> {
  const cwd = join(here, folder);
  return cached(`go/${folder}-${version}-${hashOf(['play', folder])}`, async (made) => {
    await fetched(['go', 'mod', 'download', `-modfile=${moduleFile}`], { cwd });
    const command = ['go', 'build', `-modfile=${moduleFile}`, '-o', join(made, 'play'), '.'];
    await succeed(command, { cwd, env: { GOFLAGS: '-mod=readonly -buildvcs=false', GOPROXY: 'off' } });
  });
}

/** Changes with the sources, so that what was built of older ones is not played. */
function hashOf(folders: string[]): string {
  const hash = createHash('sha256');
  for (const folder of folders)
    for (const file of readdirSync(join(here, folder)).sort())
      hash.update(file).update(readFileSync(join(here, folder, file)));
  return hash.digest('hex').slice(0, 16);
}
