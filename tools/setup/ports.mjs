// Whether the ports of a development server are free, asked before minutes go into installing for it. Everything else
// about its settings says the server itself.
import { createServer, isIPv4 } from 'node:net';

const settings = {
  http: { flag: '--http-port', variable: 'CLIENTELE_HTTP_PORT', fallback: '4600' },
  https: { flag: '--https-port', variable: 'CLIENTELE_HTTPS_PORT', fallback: '4643' },
  host: { flag: '--host', variable: 'CLIENTELE_HOST', fallback: '127.0.0.1,::1' },
  mode: { flag: '--mode', variable: 'CLIENTELE_MODE', fallback: 'development' },
};

/** What is wrong with the ports that a server with these flags would open, if anything. */
export async function portProblem(flags, env) {
  const given = Object.fromEntries(
    Object.entries(settings).map(([name, setting]) => [name, givenFor(setting, flags, env)]),
  );
  if (given.mode !== 'development') return undefined;
  const hosts = given.host
    .split(',')
    .flatMap((host) => (host === 'localhost' ? ['127.0.0.1', '::1'] : [host]));
  const taken = [];
  for (const protocol of ['http', 'https']) if (await isTaken(given[protocol], hosts)) taken.push(protocol);
  if (taken.length === 0) return undefined;
  const ports = taken.map((protocol) => `${protocol} port ${given[protocol]}`).join(' and ');
  const ways = taken.map((protocol) => `${settings[protocol].variable} or ${settings[protocol].flag}`);
  return taken.length === 1
    ? `${ports} is in use by another program: choose another with ${ways[0]} (0 is any free one)`
    : `${ports} are in use by other programs: choose others with ${ways.join(', and ')} (0 is any free one)`;
}

function givenFor({ flag, variable, fallback }, flags, env) {
  const at = flags.findLastIndex((text) => text === flag || text.startsWith(`${flag}=`));
  const text = flags[at]?.includes('=') ? flags[at].slice(flag.length + 1) : flags[at + 1];
  return (at >= 0 ? text : env[variable]) || fallback;
}

async function isTaken(port, hosts) {
  if (!/^\d{1,5}$/.test(port) || Number(port) > 65_535 || Number(port) === 0) return false;
  for (const host of hosts) if (await cannotListen(Number(port), host, hosts)) return true;
  return false;
}

function cannotListen(port, host, hosts) {
  return new Promise((resolve) => {
    const server = createServer();
    server.once('error', ({ code }) => resolve(code === 'EADDRINUSE'));
    server.listen({ port, host, ipv6Only: hosts.some(isIPv4) }, () => server.close(() => resolve(false)));
  });
}
