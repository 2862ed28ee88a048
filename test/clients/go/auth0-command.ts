import { cpSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Outcome } from '../../contract/compatibility/outcome.js';
import { cached } from '../cache.js';
import { type Address, fetched, succeed, type Tool } from '../tool.js';

const version = '1.33.0';
const module = `github.com/auth0/auth0-cli@v${version}`;
let executable = '';

/** The `auth0` command, built from its module where the Go module proxy serves it. */
export const auth0Command: Tool = {
  name: 'auth0 (command)',
  version,
  table: 'The auth0 command',
  needs: ['go'],
  async prepare() {
    const folder = await cached(`go/auth0-cli-${version}`, async (made) => {
      await fetched(['go', 'mod', 'download', module], { cwd: made });
      const { Dir } = JSON.parse(
        await succeed(['go', 'mod', 'download', '-json', module], { cwd: made }),
      ) as {
        Dir: string;
      };
      const cwd = join(made, 'sources');
      cpSync(Dir, cwd, { recursive: true });
      await succeed(['chmod', '-R', 'u+w', cwd]);
      await succeed(['go', 'build', '-o', join(made, 'auth0'), './cmd/auth0'], { cwd });
      rmSync(cwd, { recursive: true });
    });
    executable = join(folder, 'auth0');
  },
  async play(server) {
    const home = mkdtempSync(join(tmpdir(), 'clientele-auth0-'));
    const auth0 = (...args: string[]) =>
      succeed([executable, ...args, '--no-input', '--no-color'], {
        env: { HOME: home, XDG_CONFIG_HOME: home, SSL_CERT_FILE: server.caFile },
      });
    try {
      return await playCommand(auth0, server);
    } finally {
      rmSync(home, { recursive: true });
    }
  },
};

type Command = (...args: string[]) => Promise<string>;

async function playCommand(auth0: Command, { domain, clientId, clientSecret }: Address): Promise<Outcome[]> {
  const name = `auth0-command-${Date.now().toString(36)}`;
  const identifier = `https://${name}.example/`;
  const outcomes: Outcome[] = [];
  /** Runs a command; what it prints has to hold a text. */
  const says = async (operation: string, text: string, args: string[]): Promise<string> => {
    const { printed, works } = await auth0(...args).then(
      (printed) => ({ printed, works: printed.includes(text) }),
      (error: Error) => ({ printed: error.message, works: false }),
    );
    outcomes.push({ operation, outcome: works ? 'works' : 'fails', ...(!works && { why: printed }) });
    return printed;
  };
  const login = ['login', '--domain', domain, '--client-id', clientId, '--client-secret', clientSecret];
  await says('login with client credentials', '', login);
  const made = await says('apps create', name, ['apps', 'create', '--name', name, '--type', 'm2m', '--json']);
  const id = /"client_id": "(\w+)"/.exec(made)?.[1] ?? '';
  await says('apps list', name, ['apps', 'list', '--json']);
  await says('apps show', name, ['apps', 'show', id, '--json']);
  await says('apps update', 'changed', ['apps', 'update', id, '--description', 'changed', '--json']);
  const api = ['--name', name, '--identifier', identifier, '--scopes', 'read:events', '--json'];
  await says('apis create', identifier, ['apis', 'create', ...api]);
  await says('apis list', identifier, ['apis', 'list', '--json']);
  await says('apis show', identifier, ['apis', 'show', identifier, '--json']);
  await says('api: client grants', 'client_id', ['api', 'get', 'client-grants']);
  await says('api: rotate the secret', 'client_secret', ['api', 'post', `clients/${id}/rotate-secret`]);
  await says('logs list', 'log_id', ['logs', 'list', '--json']);
  await says('apis delete', '', ['apis', 'delete', identifier, '--force']);
  await says('apps delete', '', ['apps', 'delete', id, '--force']);
  return outcomes;
}
