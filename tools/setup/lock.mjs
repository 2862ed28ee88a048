// One set-up at a time in a checkout. Who listens on a local socket holds the lock, and the operating system frees it
// with the process, however that ends.
import { createHash } from 'node:crypto';
import { rmSync, statSync } from 'node:fs';
import { connect, createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { root } from './files.mjs';

/** Takes the lock until this process ends; `onWait` is called where another process has it. */
export async function takeLock(onWait) {
  const name = socketName();
  while (!(await listens(name))) {
    onWait();
    await isFreed(name);
    // Whoever takes it next may not be listening yet.
    await setTimeout(50);
  }
}

// By the folder and not by its path: it may have several.
function socketName() {
  const { dev, ino } = statSync(root);
  const name = `clientele-setup-${createHash('sha256').update(`${dev} ${ino}`).digest('hex').slice(0, 32)}`;
  // These names are no files, so a killed process leaves none behind.
  if (process.platform === 'win32') return `\\\\.\\pipe\\${name}`;
  return process.platform === 'linux' ? `\0${name}` : join(tmpdir(), name);
}

function listens(name) {
  return new Promise((resolve, reject) => {
    const server = createServer((waiting) => waiting.on('error', () => undefined).resume());
    server.once('error', (error) => (error.code === 'EADDRINUSE' ? resolve(false) : reject(error)));
    server.listen(name, () => resolve(true));
    server.unref();
  });
}

/** A connection to whoever has the lock lasts as long as that process does. */
function isFreed(name) {
  return new Promise((resolve) => {
    const socket = connect(name);
    socket.on('error', ({ code }) => {
      if (code === 'ECONNREFUSED' && !name.startsWith('\0')) rmSync(name, { force: true });
    });
    socket.on('close', resolve).resume();
  });
}
