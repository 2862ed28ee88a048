import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { onTestFinished } from 'vitest';
import { launch } from '../contract/running-server.js';

/** A server in a process of its own that may use 512 MB of heap. */
export interface LoadServer {
  ports: { http: number; https: number };
  /** All it printed so far. */
  output(): string;
  /** Its memory in MB and its open descriptors, as Linux tells them. */
  figures(): { memory: number; descriptors: number };
}

/** Starts the built server, or another build of it that `CLIENTELE_LOAD_SERVER` names, to compare with. */
export async function loadServer({
  openFiles,
  flags = [],
}: {
  openFiles?: number;
  flags?: string[];
} = {}): Promise<LoadServer> {
  const data = mkdtempSync(join(tmpdir(), 'clientele-load-'));
  const main = process.env.CLIENTELE_LOAD_SERVER;
  const server = await launch(['--data', data, '--http-port', '0', '--https-port', '0', ...flags], {
    env: { NODE_OPTIONS: '--max-old-space-size=512' },
    until: /api\/v2\/clients.*\n/,
    ...(main !== undefined && { main }),
    ...(openFiles !== undefined && { openFiles }),
  });
  onTestFinished(async () => {
    await server.stop('SIGKILL');
    rmSync(data, { recursive: true, force: true });
  });
  const portOf = (pattern: RegExp) => Number(pattern.exec(server.output())?.[1]);
  const folder = `/proc/${server.process.pid}`;
  return {
    ports: { http: portOf(/http:\/\/127\.0\.0\.1:(\d+)/), https: portOf(/https:\/\/localhost:(\d+)/) },
    output: server.output,
    figures: () => ({
      memory: Math.round(Number(/VmRSS:\s+(\d+)/.exec(readFileSync(`${folder}/status`, 'utf8'))?.[1]) / 1024),
      descriptors: readdirSync(`${folder}/fd`).length,
    }),
  };
}
