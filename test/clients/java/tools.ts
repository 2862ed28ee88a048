import { createHash } from 'node:crypto';
import { copyFileSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { cached } from '../cache.js';
import { theLifeOfAClient } from '../operations.js';
import { environmentOf, fetched, played, succeed, type Tool } from '../tool.js';

const here = fileURLToPath(new URL('.', import.meta.url));

/** A program of ours that plays a library. */
interface Program {
  name: string;
  version: string;
  /** The folders with its sources; the last one has its `pom.xml`, which names the library. */
  folders: string[];
  main: string;
}

const programs: Program[] = [
  { name: 'auth0-java', version: '3.2.0', folders: ['play', 'auth0', 'auth0-v3'], main: 'Auth0Java3' },
  { name: 'auth0-java', version: '2.27.0', folders: ['play', 'auth0', 'auth0-v2'], main: 'Auth0Java2' },
  {
    name: "Spring Security's OAuth2 client",
    version: '7.1.2',
    folders: ['play', 'spring'],
    main: 'SpringSecurity',
  },
];

/** Libraries for Java. */
export const javaTools: Tool[] = programs.map(playing);

function playing(program: Program): Tool {
  let built = '';
  return {
    name: program.name,
    version: program.version,
    table: theLifeOfAClient,
    needs: ['javac', 'mvn'],
    async prepare() {
      built = await build(program);
    },
    async play(address) {
      const folder = mkdtempSync(join(tmpdir(), 'clientele-java-'));
      const trust = await trustStore(folder, address.caFile);
      try {
        return await played(['java', ...trust, '-classpath', classPath(built), program.main], {
          env: environmentOf(address),
        });
      } finally {
        rmSync(folder, { recursive: true });
      }
    },
  };
}

/** Compiles a program in the cache, and answers its folder, which has the libraries too. */
async function build({ folders, version }: Program): Promise<string> {
  const name = folders.at(-1) ?? '';
  return cached(`java/${name}-${version}-${hashOf(folders)}`, async (folder) => {
    copyFileSync(join(here, name, 'pom.xml'), join(folder, 'pom.xml'));
    const goal = ['dependency:copy-dependencies', '-DoutputDirectory=libraries'];
    await fetched(['mvn', '--batch-mode', '--quiet', ...goal], { cwd: folder });
    const classes = join(folder, 'classes');
    await succeed([
      'javac',
      '-classpath',
      join(folder, 'libraries', '*'),
      '-d',
      classes,
      ...sourcesIn(folders),
    ]);
  });
}

function classPath(built: string): string {
  return [join(built, 'classes'), join(built, 'libraries', '*')].join(delimiter);
}

/** Java trusts what is in a store of its own format. */
async function trustStore(folder: string, caFile: string): Promise<string[]> {
  const store = ['-keystore', join(folder, 'trust.p12'), '-storepass', 'changeit'];
  await succeed(['keytool', '-importcert', '-noprompt', '-alias', 'clientele', '-file', caFile, ...store]);
  return [
    `-Djavax.net.ssl.trustStore=${join(folder, 'trust.p12')}`,
    '-Djavax.net.ssl.trustStorePassword=changeit',
  ];
}

function sourcesIn(folders: string[]): string[] {
  return filesIn(folders).filter((file) => file.endsWith('.java'));
}

/** Changes with the sources, so that what was built of older ones is not played. */
function hashOf(folders: string[]): string {
  const hash = createHash('sha256');
  for (const file of filesIn(folders)) hash.update(file.slice(here.length)).update(readFileSync(file));
  return hash.digest('hex').slice(0, 16);
}

function filesIn(folders: string[]): string[] {
  return folders.flatMap((folder) =>
    readdirSync(join(here, folder))
      .sort()
      .map((file) => join(here, folder, file)),
  );
}
