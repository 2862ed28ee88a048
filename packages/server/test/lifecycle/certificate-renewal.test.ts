import { once } from 'node:events';
import { readFileSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { connect } from 'node:tls';
import { expect, it, onTestFinished, vi } from 'vitest';
import { readInvocation } from '../../src/config/config.js';
import { certificateInMemory } from '../../src/instance/development-certificate.js';
import { type RunningServer, start } from '../../src/lifecycle/start.js';
import { temporaryFolder } from '../instance/temporary-folder.js';

const folder = () => {
  const path = temporaryFolder();
  return { cert: join(path, 'tls.pem'), key: join(path, 'tls.key') };
};
type Files = ReturnType<typeof folder>;

/** Replaces both files, as tools that renew certificates do. */
async function renew(files: Files, name: string): Promise<void> {
  const { cert, key } = await certificateInMemory(new Date(), [name]);
  for (const [file, content] of [
    [files.key, key],
    [files.cert, cert],
  ] as const) {
    writeFileSync(`${file}.new`, content);
    renameSync(`${file}.new`, file);
  }
}

async function serving(files: Files): Promise<{ server: RunningServer; log: string[] }> {
  const flags = ['--data', ':memory:', '--http-port', '0', '--https-port', '0', '--log-level', 'info'];
  const tls = ['--tls-cert-file', files.cert, '--tls-key-file', files.key];
  const invocation = readInvocation([...flags, ...tls], {}, '');
  if (invocation.kind !== 'start') throw new Error('flags start a server');
  const log: string[] = [];
  const server = await start(invocation.config, { logTo: { write: (line) => void log.push(line) } });
  onTestFinished(() => server.stop());
  return { server, log };
}

/** The names of the certificate that a new connection is shown. */
async function shownNames(server: RunningServer): Promise<string> {
  const { port } = new URL(server.httpsUrl ?? '');
  const socket = connect({ host: '127.0.0.1', port: Number(port), rejectUnauthorized: false });
  await once(socket, 'secureConnect');
  const { subjectaltname = '' } = socket.getPeerCertificate();
  socket.destroy();
  return subjectaltname;
}

it('a renewed certificate is served without a restart, when asked and by itself', async () => {
  const files = folder();
  await renew(files, 'first.test');
  const { server, log } = await serving(files);
  expect(await shownNames(server)).toContain('first.test');
  await renew(files, 'second.test');
  server.readCertificateAgain?.();
  await vi.waitFor(async () => expect(await shownNames(server)).toContain('second.test'), 5_000);
  expect(log.filter((line) => line.includes('the certificate was read again'))).toHaveLength(1);
  await renew(files, 'third.test');
  await vi.waitFor(async () => expect(await shownNames(server)).toContain('third.test'), {
    timeout: 20_000,
    interval: 500,
  });
}, 40_000);

it('files that cannot be used leave the earlier certificate in use, and are named', async () => {
  const files = folder();
  await renew(files, 'first.test');
  const { server, log } = await serving(files);
  const sound = readFileSync(files.cert);
  writeFileSync(files.cert, 'no certificate');
  server.readCertificateAgain?.();
  const complaint = 'the certificate is not read again, the earlier one stays in use';
  await vi.waitFor(() => expect(log.join('')).toContain(complaint), 10_000);
  expect(log.join('')).toContain(files.cert);
  expect(await shownNames(server)).toContain('first.test');
  writeFileSync(files.cert, sound);
  server.readCertificateAgain?.();
  await vi.waitFor(() => expect(log.join('')).toContain('the certificate files are in order again'), 5_000);
}, 20_000);

it('a server without certificate files has nothing to read again', async () => {
  const invocation = readInvocation(['--data', ':memory:', '--http-port', '0', '--https-port', '0'], {}, '');
  if (invocation.kind !== 'start') throw new Error('flags start a server');
  const server = await start(invocation.config);
  onTestFinished(() => server.stop());
  expect(server.readCertificateAgain).toBeUndefined();
});
