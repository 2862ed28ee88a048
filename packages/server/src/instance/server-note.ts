import { readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

/** The ports of the server that uses a data folder. */
export interface ServerNote {
  http?: number | undefined;
  https?: number | undefined;
}

const name = 'server.json';

/** Notes the ports of a server in its data folder, so that an operator's commands know which are its own; answers how to take the note away. */
export function noteServer(folder: string, { http, https }: ServerNote): () => void {
  const file = join(folder, name);
  writeFileSync(file, `${JSON.stringify({ http, https })}\n`, { mode: 0o600 });
  return () => rmSync(file, { force: true });
}

/** The ports of the server that has the lock of a data folder; what a killed one has left means nothing without it. */
export function readServerNote(folder: string): ServerNote {
  try {
    const { http, https } = JSON.parse(readFileSync(join(folder, name), 'utf8')) as Record<string, unknown>;
    return { http: portOf(http), https: portOf(https) };
  } catch {
    return {};
  }
}

function portOf(value: unknown): number | undefined {
  return typeof value === 'number' ? value : undefined;
}
