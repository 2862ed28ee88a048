import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { recipes } from '../contract/compatibility/recipes.js';
import { type SpawnedServer, spawnServer } from '../contract/running-server.js';
import { ingredients } from './ingredients.js';
import { run } from './tool.js';

let server: SpawnedServer;
beforeAll(async () => {
  server = await spawnServer();
});
afterAll(() => server.remove());

describe.each(recipes().map((recipe) => [recipe.title, recipe] as const))(
  '%s',
  (_title, { language, text }) => {
    it('works in an empty folder, as the page has it', { timeout: 1_200_000 }, async ({ skip }) => {
      const { whyNot, env } = await ingredients(language);
      if (whyNot !== undefined) return skip(whyNot);
      const folder = mkdtempSync(join(tmpdir(), 'clientele-recipe-'));
      const { code, stdout, stderr } = await run(['bash', '-euo', 'pipefail', '-c', text], {
        cwd: folder,
        env: {
          ...env,
          AUTH0_DOMAIN: server.domain,
          AUTH0_CLIENT_ID: server.clientId,
          AUTH0_CLIENT_SECRET: server.clientSecret,
          CA: server.caFile,
        },
      });
      rmSync(folder, { recursive: true, force: true });
      expect({ code, output: code === 0 ? stdout : `${stdout}${stderr}` }).toEqual({
        code: 0,
        output: expect.stringContaining('Clientele Bootstrap'),
      });
    });
  },
);
