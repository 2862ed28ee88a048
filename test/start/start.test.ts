import { readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { managementToken } from '../contract/management-token.js';
import { type SpawnedServer, spawnServer } from '../contract/running-server.js';
import { pasteCommands, refusal, refusesWith, run, started } from './starting.js';

describe('a started server', () => {
  it('greets with all a newcomer needs, and its commands work as they stand', async () => {
    const server = await started();
    const banner = server.output();
    expect(banner).toContain(`https://${server.domain}/`);
    expect(banner).toContain(server.dataFolder);
    expect(banner).toContain(server.clientId);
    expect(banner).toContain(join(server.dataFolder, 'bootstrap-client-secret'));
    expect(banner).toContain(`NODE_EXTRA_CA_CERTS=${server.caFile}`);
    expect(banner).not.toContain(server.clientSecret);
    const [token, list] = (await pasteCommands(server)).trim().split('\n');
    expect(token?.split('.')).toHaveLength(3);
    expect(JSON.parse(list ?? '')).toMatchObject([{ global: true }, { client_id: server.clientId }]);
  });

  it('keeps what is secret to its owner', async () => {
    const { dataFolder } = await started();
    expect(statSync(dataFolder).mode & 0o777).toBe(0o700);
    for (const name of ['instance.key', 'ca.key', 'leaf.key', 'bootstrap-client-secret'])
      expect([name, statSync(join(dataFolder, name)).mode & 0o777]).toEqual([name, 0o600]);
    expect(readdirSync(dataFolder)).toEqual(expect.arrayContaining(['ca.pem', 'clientele.db', 'leaf.pem']));
  });

  it('tells of a misspelt variable before it says that something is missing', async () => {
    const { stderr } = await refusal(['--mode', 'staging'], { CLIENTELE_ISUER: 'https://x.example.com/' });
    expect(stderr.split('\n')[0]).toBe(
      'Warning: CLIENTELE_ISUER is not a known setting and is ignored: check its spelling (--help lists all settings).',
    );
  });

  it('answers /health, also under a host it does not know', async () => {
    const { httpUrl } = await started();
    expect((await fetch(`${httpUrl}/health`)).status).toBe(200);
  });

  it('has everything again after kill -9, also on other ports', async () => {
    const first = await started();
    await pasteCommands(first);
    const created = await createClient(first, 'Survivor');
    await first.stop('SIGKILL');
    const second = await started({ dataFolder: first.dataFolder });
    expect([second.clientId, second.clientSecret]).toEqual([first.clientId, first.clientSecret]);
    expect(second.httpUrl).not.toBe(first.httpUrl);
    const [, list] = (await pasteCommands(second)).trim().split('\n');
    const [global, ...others] = JSON.parse(list ?? '') as { client_id: string; global: boolean }[];
    expect(global).toMatchObject({ global: true });
    expect(others.map(({ client_id }) => client_id)).toEqual([first.clientId, created]);
  });

  it.each(['SIGTERM', 'SIGINT'] as const)('ends with 0 on %s', async (signal) => {
    const server = await started();
    expect(await server.stop(signal)).toBe(0);
    await expect(fetch(`${server.httpUrl}/health`)).rejects.toThrow();
  });

  it('keeps another out of its data folder, and lets it in once it is gone', async () => {
    const server = await started();
    await refusesWith(/data folder .* is in use/, ['--data', server.dataFolder]);
    await server.stop('SIGKILL');
    await (await spawnServer({ dataFolder: server.dataFolder })).stop();
  });

  it('issues tokens on https too, with a certificate that its CA vouches for', async () => {
    const server = await started();
    const { stdout } = await run('curl', [
      '-s',
      '--cacert',
      server.caFile,
      `https://${server.domain}/health`,
    ]);
    expect(JSON.parse(stdout)).toMatchObject({ status: 'ok' });
  });
});

async function createClient(server: SpawnedServer, name: string): Promise<string> {
  const created = await fetch(`${server.httpUrl}/api/v2/clients`, {
    method: 'POST',
    headers: {
      authorization: `Bearer ${await managementToken(server)}`,
      'content-type': 'application/json',
    },
    body: JSON.stringify({ name }),
  });
  return ((await created.json()) as { client_id: string }).client_id;
}
