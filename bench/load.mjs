// A process that sends requests and measures the answers. It shares both cores with the server, so it works
// on bare sockets: requests are complete bytes beforehand, assertions are signed beforehand, answers are only counted.
import { createPrivateKey, randomUUID, sign } from 'node:crypto';
import { connect } from 'node:net';
import { connect as connectTls } from 'node:tls';
import { promisify } from 'node:util';
import { cpuSecondsOf, quantile, startHelper } from './process.mjs';

const signOffThread = promisify(sign);

if (process.send) {
  process.on('message', async (plan) => {
    try {
      process.send({ result: await run(plan) });
    } catch (error) {
      process.send({ error: String(error.stack ?? error) });
    }
  });
  process.on('disconnect', () => process.exit());
}

/**
 * Starts the process; `measure` sends a number of requests and returns the results: answers a second, times in milliseconds, and
 * the milliseconds of CPU for an answer, of the server with this pid and of the process that asks.
 */
export function startLoad() {
  const { ask, end } = startHelper('load.mjs');
  return {
    end,
    async measure({ pid, target, inFlight, count, requests }) {
      const plan = { target, inFlight, requests: { count, ...requests }, server: pid };
      const { seconds, times, cpuSeconds, serverCpu } = await ask(plan);
      return {
        rate: count / seconds,
        p50: quantile(times, 0.5),
        p99: quantile(times, 0.99),
        cpu: (serverCpu * 1000) / count,
        load: (cpuSeconds * 1000) / count,
      };
    },
  };
}

async function run({ target, requests, inFlight, server }) {
  const texts = requests.texts ?? (await tokenRequests(target, requests));
  const queue = texts.map((text) => Buffer.from(text));
  const work = { target, queue, next: 0, times: [] };
  const cpu = process.cpuUsage();
  const serverCpu = cpuSecondsOf(server);
  const begin = performance.now();
  await Promise.all(
    Array.from({ length: inFlight }, () => (target.newConnections ? once(work) : keepAlive(work))),
  );
  const seconds = (performance.now() - begin) / 1000;
  const { user, system } = process.cpuUsage(cpu);
  return {
    seconds,
    times: work.times,
    cpuSeconds: (user + system) / 1e6,
    serverCpu: cpuSecondsOf(server) - serverCpu,
  };
}

/** One connection after the other, each for one request. */
async function once(work) {
  while (work.next < work.queue.length) await keepAlive(work, 1);
}

/** Sends one request after the other on one connection, as long as there are any. */
function keepAlive(work, limit = Infinity) {
  const { target, queue, times } = work;
  return new Promise((resolve, reject) => {
    let sent = 0;
    let answer = new Answer();
    let begin = performance.now();
    const send = () => {
      if (sent === limit || work.next === queue.length) return socket.end(resolve);
      if (sent > 0) begin = performance.now();
      sent += 1;
      socket.write(queue[work.next++]);
    };
    const { host, port, ca } = target;
    const socket =
      ca === undefined ? connect({ host, port }) : connectTls({ host, port, ca, servername: 'localhost' });
    socket.setNoDelay(true);
    socket.once(ca === undefined ? 'connect' : 'secureConnect', send);
    socket.on('error', reject);
    socket.on('close', () => reject(new Error('the server closed a connection')));
    socket.on('data', (chunk) => {
      if (!answer.add(chunk)) return;
      if (answer.status >= 300) return reject(new Error(answer.text()));
      times.push(performance.now() - begin);
      answer = new Answer();
      send();
    });
  });
}

/** As much of an HTTP answer as counting it takes. RFC 9112 */
class Answer {
  #bytes = Buffer.alloc(0);
  #length = Infinity;
  status = 0;

  /** Whether the answer is complete now. */
  add(chunk) {
    this.#bytes = this.#bytes.length === 0 ? chunk : Buffer.concat([this.#bytes, chunk]);
    if (this.#length === Infinity) {
      const end = this.#bytes.indexOf('\r\n\r\n');
      if (end < 0) return false;
      const head = this.#bytes.latin1Slice(0, end);
      const length = /\r\ncontent-length: *(\d+)/i.exec(head)?.[1];
      if (length === undefined) throw new Error(`an answer without a length: ${head}`);
      this.status = Number(head.slice(9, 12));
      this.#length = end + 4 + Number(length);
    }
    return this.#bytes.length >= this.#length;
  }

  text() {
    return this.#bytes.toString();
  }
}

/** A number of requests, each of the next client. */
async function tokenRequests({ host, port, path }, { count, form, clients, audience }) {
  const keys = new Map();
  const prepared = (pem) => keys.get(pem) ?? keys.set(pem, createPrivateKey(pem)).get(pem);
  return Promise.all(
    Array.from({ length: count }, async (_, n) => {
      const client = clients[n % clients.length];
      const proof =
        client.secret === undefined
          ? {
              client_assertion_type: 'urn:ietf:params:oauth:client-assertion-type:jwt-bearer',
              client_assertion: await assertion(client, { key: prepared(client.key), audience }),
            }
          : { client_secret: client.secret };
      const body = new URLSearchParams({ ...form, client_id: client.id, ...proof }).toString();
      return `POST ${path} HTTP/1.1\r\nhost: ${host}:${port}\r\ncontent-type: application/x-www-form-urlencoded\r\ncontent-length: ${body.length}\r\n\r\n${body}`;
    }),
  );
}

async function assertion({ id }, { key, audience }) {
  const now = Math.floor(Date.now() / 1000);
  const claims = { iss: id, sub: id, aud: audience, iat: now, exp: now + 240, jti: randomUUID() };
  const input = [{ alg: 'RS256', typ: 'JWT' }, claims]
    .map((part) => Buffer.from(JSON.stringify(part)).toString('base64url'))
    .join('.');
  const signature = await signOffThread('sha256', Buffer.from(input), key);
  return `${input}.${signature.toString('base64url')}`;
}
