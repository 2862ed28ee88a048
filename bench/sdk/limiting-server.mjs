// Answers twenty requests a second and refuses the others, in the ways that APIs do; started by many-at-once.mjs. The
// first segment of a path says how it counts and what a refusal says, as in /window-retry-after/.
import { createServer } from 'node:http';

const LIMIT = 20;
const body = JSON.stringify({ client_id: 'c1', name: 'Robot' });
const refusal = JSON.stringify({ statusCode: 429, error: 'Too Many Requests', message: 'Slow down' });

/** What is left, and after how many milliseconds there is more. */
const counting = {
  /** So many in each second of the clock. */
  window() {
    let second = 0;
    let left = LIMIT;
    return (now) => {
      const current = Math.floor(now / 1000);
      if (current !== second) left = LIMIT;
      second = current;
      left -= 1;
      return { left, wait: (current + 1) * 1000 - now };
    };
  },
  /** A bucket of so many, which fills evenly in a second. */
  bucket() {
    let level = LIMIT;
    let last = Date.now();
    return (now) => {
      level = Math.min(LIMIT, level + ((now - last) * LIMIT) / 1000);
      last = now;
      if (level >= 1) level -= 1;
      else return { left: -1, wait: ((1 - level) * 1000) / LIMIT };
      return { left: Math.floor(level), wait: 0 };
    };
  },
};

const saying = {
  'retry-after': (_, wait) => ({ 'retry-after': Math.ceil(wait / 1000) }),
  'x-ratelimit': (left, wait, now) => ({
    'x-ratelimit-limit': LIMIT,
    'x-ratelimit-remaining': Math.max(0, left),
    'x-ratelimit-reset': Math.ceil((now + wait) / 1000),
  }),
  nothing: () => ({}),
};

const counters = new Map();
const server = createServer((request, response) => {
  const [, who, kind, said] = request.url.split('/');
  const key = `${who}/${kind}/${said}`;
  if (!counters.has(key)) counters.set(key, counting[kind]());
  const now = Date.now();
  const { left, wait } = counters.get(key)(now);
  const isRefused = left < 0;
  const headers = isRefused || said === 'x-ratelimit' ? saying[said](left, wait, now) : {};
  response.writeHead(isRefused ? 429 : 200, { 'content-type': 'application/json', ...headers });
  response.end(isRefused ? refusal : body);
});
server.listen(0, '127.0.0.1', () => process.send(`http://127.0.0.1:${server.address().port}`));
