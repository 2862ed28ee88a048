import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { type Address, run, succeed } from '../tool.js';
import type { Built } from './built.js';

const configurations = fileURLToPath(new URL('configurations/', import.meta.url));

interface Change {
  address: string;
  change: { actions: string[]; importing?: object };
}

interface Kept {
  mode: string;
  type: string;
  name: string;
  instances: { index_key?: string; attributes: { id: string } }[];
}

/** A folder with a configuration, in which OpenTofu is run as people run it. */
export class Workspace {
  private readonly folder = mkdtempSync(join(tmpdir(), 'clientele-terraform-'));
  private variables: Record<string, unknown> = {};

  constructor(
    private readonly built: Built,
    private readonly version: string,
    private readonly server: Address,
  ) {}

  /** Takes a configuration, some folders or files beside this file, with what its variables are. */
  async begin(configuration: string[], variables: Record<string, unknown>): Promise<void> {
    this.write('versions.tf', requiring(this.version));
    this.add(...configuration);
    this.set(variables);
    await this.tofu('init');
  }

  /** Adds a file, or all files of a folder. */
  add(...configuration: string[]): void {
    for (const path of configuration) {
      const source = join(configurations, path);
      cpSync(source, path.includes('.tf') ? join(this.folder, basename(path)) : this.folder, {
        recursive: true,
      });
    }
  }

  take(file: string): void {
    rmSync(join(this.folder, basename(file)));
  }

  write(file: string, text: string): void {
    writeFileSync(join(this.folder, file), text);
  }

  /** Gives variables other values. */
  set(variables: Record<string, unknown>): void {
    this.variables = { ...this.variables, ...variables };
    this.write('terraform.tfvars.json', JSON.stringify(this.variables));
  }

  async apply(): Promise<void> {
    await this.tofu('apply', '-auto-approve');
  }

  async destroy(): Promise<void> {
    await this.tofu('destroy', '-auto-approve');
  }

  /** What an apply would do now, by the address of what it would do it to; empty where there is nothing to do. */
  async plan(): Promise<Record<string, string>> {
    const { code, stdout, stderr } = await this.run('plan', '-detailed-exitcode', '-out=planned');
    if (code !== 0 && code !== 2) throw new Error(`tofu plan ended with ${code}:\n${stdout}${stderr}`);
    const { resource_changes: all = [] } = JSON.parse(await this.tofu('show', '-json', 'planned')) as {
      resource_changes?: Change[];
    };
    const changes = all.filter(({ change }) => change.importing || change.actions[0] !== 'no-op');
    const planned = changes.map(({ address, change }) => [
      address,
      [...(change.importing ? ['import'] : []), ...change.actions].join(', '),
    ]);
    if (code === 0 && planned.length > 0) throw new Error(`a plan with changes ended with 0: ${planned}`);
    return Object.fromEntries(planned) as Record<string, string>;
  }

  async output(name: string): Promise<unknown> {
    return JSON.parse(await this.tofu('output', '-json', name));
  }

  /** The ids of what the state holds, by address. */
  ids(): Record<string, string> {
    const { resources } = JSON.parse(this.state()) as { resources: Kept[] };
    return Object.fromEntries(
      resources
        .filter(({ mode }) => mode === 'managed')
        .flatMap(({ type, name, instances }) =>
          instances.map(({ index_key: key, attributes }) => [
            `${type}.${name}${key === undefined ? '' : `["${key}"]`}`,
            attributes.id,
          ]),
        ),
    );
  }

  /** The state as it is written. */
  state(): string {
    return readFileSync(join(this.folder, 'terraform.tfstate'), 'utf8');
  }

  remove(): void {
    rmSync(this.folder, { recursive: true });
  }

  private tofu(...args: string[]): Promise<string> {
    return succeed(this.command(args), this.options());
  }

  private run(...args: string[]): ReturnType<typeof run> {
    return run(this.command(args), this.options());
  }

  private command([verb = '', ...rest]: string[]): string[] {
    return [this.built.tofu, verb, '-no-color', ...rest];
  }

  private options(): { cwd: string; env: Record<string, string> } {
    return {
      cwd: this.folder,
      env: {
        TF_CLI_CONFIG_FILE: this.built.configuration,
        TF_IN_AUTOMATION: '1',
        // Where Go reads the authorities that it trusts.
        SSL_CERT_FILE: this.server.caFile,
        AUTH0_DOMAIN: this.server.domain,
        AUTH0_CLIENT_ID: this.server.clientId,
        AUTH0_CLIENT_SECRET: this.server.clientSecret,
      },
    };
  }
}

function requiring(version: string): string {
  return `terraform {
  required_providers {
    auth0 = {
      source  = "auth0/auth0"
      version = "${version}"
    }
  }
}
`;
}
