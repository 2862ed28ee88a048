import { cpSync, mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { cached } from '../cache.js';
import { fetched, succeed } from '../tool.js';

const opentofu = '1.12.6';
/** Of Auth0's provider. */
export const newest = '1.57.0';
/** Both programs find the provider under the registry of their own. */
const registries = ['registry.opentofu.org', 'registry.terraform.io'];

/** OpenTofu and a provider, ready to run without any registry. */
export interface Built {
  tofu: string;
  /** The CLI configuration file, which says where providers lie. */
  configuration: string;
}

/** OpenTofu with one version of Auth0's provider. */
export async function built(version: string): Promise<Built> {
  const program = await cached(`terraform/opentofu-${opentofu}`, (folder) =>
    build(`github.com/opentofu/opentofu@v${opentofu}`, './cmd/tofu', join(folder, 'tofu')),
  );
  const mirror = await cached(`terraform/provider-${version}`, async (folder) => {
    const [first = '', ...others] = registries.map((registry) => join(folder, registry));
    // https://opentofu.org/docs/cli/config/config-file/#provider-installation has the layout.
    const executable = join(
      'auth0',
      'auth0',
      version,
      await platform(),
      `terraform-provider-auth0_v${version}`,
    );
    await build(`github.com/auth0/terraform-provider-auth0@v${version}`, '.', join(first, executable));
    for (const other of others) cpSync(first, other, { recursive: true });
  });
  return { tofu: join(program, 'tofu'), configuration: configurationFor(mirror) };
}

/** Builds a module that nobody may install by name, since it replaces some of its dependencies: in a copy of its source. */
async function build(module: string, main: string, executable: string): Promise<void> {
  const { Dir } = JSON.parse(await fetched(['go', 'mod', 'download', '-json', module])) as { Dir: string };
  const source = `${executable}.source`;
  mkdirSync(source, { recursive: true });
  cpSync(Dir, source, { recursive: true });
  await succeed(['chmod', '-R', 'u+w', source]);
  await fetched(['go', 'mod', 'download'], { cwd: source });
  await succeed(['go', 'build', '-buildvcs=false', '-ldflags=-s -w', '-o', executable, main], {
    cwd: source,
  });
  rmSync(source, { recursive: true });
}

async function platform(): Promise<string> {
  const [system, architecture] = (await succeed(['go', 'env', 'GOOS', 'GOARCH'])).trim().split('\n');
  return `${system}_${architecture}`;
}

function configurationFor(mirror: string): string {
  const file = join(mirror, 'tofurc');
  writeFileSync(
    file,
    `provider_installation {\n  filesystem_mirror {\n    path = ${JSON.stringify(mirror)}\n  }\n}\n`,
  );
  return file;
}
