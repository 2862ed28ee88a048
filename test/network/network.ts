import { type ChildProcess, execFileSync, spawn, spawnSync } from 'node:child_process';
import { mkdirSync, rmSync, writeFileSync } from 'node:fs';

/** Why there can be no network of one's own here, if so. */
export const whyNoNetwork =
  process.getuid?.() !== 0
    ? 'only root makes network namespaces'
    : spawnSync('ip', ['netns', 'list']).status === 0
      ? undefined
      : 'there is no ip command that makes network namespaces';

/** A machine on a network of its own, which knows the others by their names. */
export interface Host {
  /** Runs a program on it. */
  run(command: readonly string[], options: { cwd: string; env: NodeJS.ProcessEnv }): ChildProcess;
}

/** A network of hosts that nothing outside reaches; each has one address. */
export function networkOf<Name extends string>(
  id: string,
  names: readonly Name[],
): { hosts: Record<Name, Host>; remove(): void } {
  const bridge = `${id}-br`;
  const address = (index: number) => `10.77.77.${index + 10}`;
  const written = ['127.0.0.1 localhost', ...names.map((name, index) => `${address(index)} ${name}`)];
  ip('link', 'add', bridge, 'type', 'bridge');
  ip('link', 'set', bridge, 'up');
  const hosts = names.map((name, index) => {
    const space = `${id}-${name}`;
    // ip-netns(8): what lies in this folder stands in for the files of the same names in /etc.
    mkdirSync(`/etc/netns/${space}`, { recursive: true });
    writeFileSync(`/etc/netns/${space}/hosts`, `${written.join('\n')}\n`);
    ip('netns', 'add', space);
    ip('link', 'add', `${id}-${index}`, 'type', 'veth', 'peer', 'name', 'eth0', 'netns', space);
    ip('link', 'set', `${id}-${index}`, 'master', bridge, 'up');
    ip('-n', space, 'address', 'add', `${address(index)}/24`, 'dev', 'eth0');
    for (const device of ['lo', 'eth0']) ip('-n', space, 'link', 'set', device, 'up');
    const host: Host = {
      run: (command, options) => spawn('ip', ['netns', 'exec', space, ...command], options),
    };
    return [name, host];
  });
  return {
    hosts: Object.fromEntries(hosts) as Record<Name, Host>,
    remove() {
      for (const name of names) {
        ip('netns', 'delete', `${id}-${name}`);
        rmSync(`/etc/netns/${id}-${name}`, { recursive: true });
      }
      ip('link', 'delete', bridge);
    },
  };
}

function ip(...args: string[]): void {
  execFileSync('ip', args);
}
