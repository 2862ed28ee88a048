import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { spawnServer } from '../contract/running-server.js';
import { emptyFolder, root } from './starting.js';

describe('npm start', () => {
  it('hands SIGTERM to the server, which ends with 0 and frees its port', async () => {
    const dataFolder = join(emptyFolder(), 'data');
    const npm = process.env.npm_execpath;
    const command = npm === undefined ? ['npm'] : [process.execPath, npm];
    const [program = 'npm', ...first] = command;
    const flags = ['start', '--', '--data', dataFolder, '--http-port', '0', '--https-port', '0'];
    const child = spawn(program, [...first, ...flags], { cwd: root, stdio: ['ignore', 'pipe', 'inherit'] });
    let output = '';
    await new Promise<void>((resolve) => {
      child.stdout.on('data', (chunk: Buffer) => {
        output += chunk;
        if (output.includes('/api/v2/clients')) resolve();
      });
    });
    const url = /(http:\/\/127\.0\.0\.1:\d+)/.exec(output)?.[1] ?? '';
    expect((await fetch(`${url}/health`)).status).toBe(200);
    child.kill('SIGTERM');
    const [code] = (await once(child, 'close')) as [number | null];
    expect(code).toBe(0);
    await expect(fetch(`${url}/health`)).rejects.toThrow();
    const next = await spawnServer({ dataFolder });
    expect(await next.stop()).toBe(0);
  });
});
