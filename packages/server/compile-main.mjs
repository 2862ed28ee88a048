// Starts the bundled server once in a folder that is new, and keeps what V8 has compiled by its first answer.
// docs/decisions/0047
import { chmodSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout } from 'node:timers/promises';

const data = mkdtempSync(join(tmpdir(), 'clientele-compile-'));
process.once('exit', () => rmSync(data, { recursive: true, force: true }));
const port = await freePort();
process.argv.splice(2, Infinity, '--data', data, '--http-port', String(port), '--https-port', '0');
process.stdout.write = () => true;
const { parts } = await import('./bundle/main.js');
while (!(await answers())) await setTimeout(20);
for (const { script, digest, compiledFile } of parts.values()) {
  writeFileSync(compiledFile, Buffer.concat([digest, script.createCachedData()]));
  // The server keeps what it writes to itself; this is for whoever may run it.
  chmodSync(compiledFile, 0o644);
}
process.exit();

function freePort() {
  return new Promise((resolve) => {
    const server = createServer().listen(0, '127.0.0.1', () => {
      const { port } = server.address();
      server.close(() => resolve(port));
    });
  });
}

async function answers() {
  const answer = await fetch(`http://127.0.0.1:${port}/.well-known/jwks.json`).catch(() => undefined);
  return answer?.ok === true;
}
