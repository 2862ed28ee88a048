import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { pasteCommands, refusesWith, started } from './starting.js';

describe('the bootstrap client', () => {
  const pins = {
    CLIENTELE_BOOTSTRAP_CLIENT_ID: 'pinned-id',
    CLIENTELE_BOOTSTRAP_CLIENT_SECRET: 'pinned-secret-1234',
  };

  it('is the pinned one on an empty database', async () => {
    const server = await started({ env: pins });
    expect([server.clientId, server.clientSecret]).toEqual(['pinned-id', 'pinned-secret-1234']);
    await pasteCommands(server);
  });

  it('never becomes a second one: another pinned id is an error', async () => {
    const server = await started({ env: pins });
    await server.stop();
    await refusesWith(
      /CLIENTELE_BOOTSTRAP_CLIENT_ID is "other-id".*"pinned-id"/,
      ['--data', server.dataFolder],
      {
        CLIENTELE_BOOTSTRAP_CLIENT_ID: 'other-id',
      },
    );
  });

  it('keeps its secret when another is pinned later, with one warning', async () => {
    const server = await started({ env: pins });
    await server.stop();
    const again = await started({
      dataFolder: server.dataFolder,
      env: { ...pins, CLIENTELE_BOOTSTRAP_CLIENT_SECRET: 'another-secret-1234' },
    });
    expect(again.clientSecret).toBe('pinned-secret-1234');
    expect(again.output().match(/CLIENTELE_BOOTSTRAP_CLIENT_SECRET is ignored/g)).toHaveLength(1);
    await pasteCommands(again);
  });

  it('works in mode once, where the database cannot tell its secret', async () => {
    const server = await started({ env: { CLIENTELE_CLIENT_SECRETS: 'once' } });
    await server.stop();
    const again = await started({ dataFolder: server.dataFolder, env: { CLIENTELE_CLIENT_SECRETS: 'once' } });
    await pasteCommands(again);
    const files = readdirSync(server.dataFolder).filter((name) => name.startsWith('clientele.db'));
    for (const name of files)
      expect(readFileSync(join(server.dataFolder, name)).includes(server.clientSecret)).toBe(false);
  });
});
