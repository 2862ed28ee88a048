import { createHash } from 'node:crypto';
import { copyFileSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { cached } from '../cache.js';
import { theLifeOfAClient } from '../operations.js';
import { environmentOf, fetched, played, type Tool } from '../tool.js';

interface Program {
  name: string;
  version: string;
  table: string;
  /** The program that plays it. */
  file: string;
  /** The library and all that it needs, in exact versions. */
  requirements: string;
}

const more = 'What else Management SDKs offer';
const programs: Program[] = [
  {
    name: 'auth0-python',
    version: '6.8.0',
    table: theLifeOfAClient,
    file: 'auth0_python_6.py',
    requirements: 'auth0-python-6',
  },
  {
    name: 'auth0-python',
    version: '4.13.0',
    table: theLifeOfAClient,
    file: 'auth0_python_4.py',
    requirements: 'auth0-python-4',
  },
  {
    name: 'Authlib',
    version: '1.9.10',
    table: theLifeOfAClient,
    file: 'authlib_client.py',
    requirements: 'authlib',
  },
  {
    name: 'requests-oauthlib',
    version: '2.0.0',
    table: theLifeOfAClient,
    file: 'requests_oauthlib_client.py',
    requirements: 'requests-oauthlib',
  },
  {
    name: 'auth0-python',
    version: '6.8.0',
    table: more,
    file: 'more_of_auth0_python_6.py',
    requirements: 'auth0-python-6',
  },
  {
    name: 'auth0-python',
    version: '4.13.0',
    table: more,
    file: 'more_of_auth0_python_4.py',
    requirements: 'auth0-python-4',
  },
];

/** Libraries for Python. */
export const pythonTools: Tool[] = programs.map(playing);

function playing({ name, version, table, file, requirements }: Program): Tool {
  let packages = '';
  return {
    name,
    version,
    table,
    needs: ['python3'],
    async prepare() {
      packages = await install(requirements);
    },
    play: (address) =>
      played(['python3', path(file)], {
        env: {
          ...environmentOf(address),
          PYTHONPATH: packages,
          PYTHONDONTWRITEBYTECODE: '1',
          // Where httpx and ssl read the authorities that they trust, and where requests does.
          SSL_CERT_FILE: address.caFile,
          REQUESTS_CA_BUNDLE: address.caFile,
        },
      }),
  };
}

/** The folder with the packages of a list; another list, or another Python, has another one. */
async function install(requirements: string): Promise<string> {
  const file = path(`requirements/${requirements}.txt`);
  const hash = createHash('sha256').update(readFileSync(file)).digest('hex').slice(0, 16);
  const python = await fetched(['python3', '-c', 'import sys; print("%d.%d" % sys.version_info[:2])']);
  return cached(`python/${requirements}-${hash}-${python.trim()}`, async (folder) => {
    const quiet = ['--quiet', '--disable-pip-version-check', '--no-warn-conflicts', '--no-compile'];
    copyFileSync(file, join(folder, 'requirements.txt'));
    const packages = ['--target', '.', '--requirement', 'requirements.txt'];
    await fetched(['python3', '-m', 'pip', 'install', ...quiet, ...packages], { cwd: folder });
  });
}

function path(file: string): string {
  return fileURLToPath(new URL(file, import.meta.url));
}
