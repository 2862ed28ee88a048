// What one answer costs on bare node:http with the duties that the server has beside its rules: an id of its own, the
// digest by which a bearer token is cached, a measurement and a line of the log.
import { hash, randomUUID } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { createServer } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import pino from 'pino';
import { Histogram } from 'prom-client';

const folder = mkdtempSync(join(tmpdir(), 'clientele-bench-'));
const log = pino(pino.destination({ dest: join(folder, 'log'), sync: true, minLength: 8192 }));
const durations = new Histogram({
  name: 'duration_seconds',
  help: 'duration',
  labelNames: ['route', 'status'],
});
const cached = new Set();

process.on('message', ({ body, headers }) => {
  const bytes = Buffer.from(body);
  const same = { ...headers, 'content-length': bytes.length };
  const server = createServer((request, response) => {
    const begin = performance.now();
    const id = randomUUID();
    cached.add(hash('sha256', request.headers.authorization, 'base64url'));
    response.writeHead(200, { ...same, 'x-request-id': id });
    response.end(bytes, () => {
      const milliseconds = performance.now() - begin;
      durations.observe({ route: 'read', status: '2xx' }, milliseconds / 1000);
      const { method, url: path, socket } = request;
      log.info({ reqId: id, method, path, status: 200, milliseconds, ip: socket.remoteAddress }, 'request');
    });
  }).listen(0, '127.0.0.1', () => process.send({ result: { port: server.address().port } }));
});
process.on('disconnect', () => {
  rmSync(folder, { recursive: true });
  process.exit();
});
