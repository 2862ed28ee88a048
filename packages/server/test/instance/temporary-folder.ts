import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { onTestFinished } from 'vitest';

/** An empty folder that goes away with the test that asked for it. */
export function temporaryFolder(): string {
  const path = mkdtempSync(join(tmpdir(), 'clientele-'));
  onTestFinished(() => rmSync(path, { recursive: true, force: true }));
  return path;
}
