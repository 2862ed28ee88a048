import { statSync } from 'node:fs';
import { isIP } from 'node:net';
import { dirname } from 'node:path';
import { OperatorError } from '../errors/operator-error.js';
import { shellQuote } from '../instance/shell-quote.js';
import { isLoopback } from '../limits/source.js';
import type { GivenTexts } from './given.js';
import { flagOf, type SettingKey, settings, type Values } from './settings.js';

/** Refuses what is complete and would still serve production unsafely. docs/production.md, "What is refused" */
export function refuseUnsafe(
  given: Values,
  { texts, env }: { texts: GivenTexts; env: NodeJS.ProcessEnv },
): void {
  refuseSecretFlags(texts);
  if (env.NODE_TLS_REJECT_UNAUTHORIZED === '0') {
    throw new OperatorError(
      'NODE_TLS_REJECT_UNAUTHORIZED: 0 turns off certificate verification, also of the database: unset it, and add a certificate authority of your own with NODE_EXTRA_CA_CERTS',
    );
  }
  refuseIssuer(given.issuer);
  for (const network of given.trustedProxy ?? []) refuseWideNetwork(network);
  if (given.failedAuthenticationLimit === 0) {
    throw new OperatorError(
      'CLIENTELE_FAILED_AUTHENTICATION_LIMIT: without a limit secrets can be guessed at any rate: unset it for 100 per minute, or set another limit',
    );
  }
  for (const key of secretFiles) refuseOpenFile(key, given[key]);
  refuseOpenFolder(given.keyFile);
}

/** The settings whose value is a secret, and the file that is to hold it. */
const fileOfSecret = {
  bootstrapClientSecret: 'bootstrapClientSecretFile',
  consoleClientSecret: 'consoleClientSecretFile',
  metricsToken: 'metricsTokenFile',
  databaseUrl: 'databaseUrlFile',
} as const satisfies Partial<Record<SettingKey, SettingKey>>;

const secretFiles = [...Object.values(fileOfSecret), 'tlsKeyFile'] as const;

function refuseSecretFlags(texts: GivenTexts): void {
  for (const key of Object.keys(fileOfSecret) as (keyof typeof fileOfSecret)[]) {
    const one = texts.get(key);
    if (!one?.source.startsWith('--') || (key === 'databaseUrl' && !hasPassword(one.text))) continue;
    throw new OperatorError(
      `--${flagOf(settings[key])}: flags are visible in process lists, and this one holds a secret: put it into a file and name the file with ${settings[fileOfSecret[key]].name}`,
    );
  }
}

function hasPassword(url: string): boolean {
  if (!URL.canParse(url)) return true;
  const { password, searchParams } = new URL(url);
  return password !== '' || searchParams.has('password');
}

/** A name that is another machine for each who reads it, so that a token of one server would pass for another's. RFC 6761 section 6.3 */
function refuseIssuer(issuer: string | undefined): void {
  if (issuer === undefined) return;
  const host = new URL(issuer).hostname.replace(/^\[|\]$/g, '');
  if (!/(^|\.)localhost\.?$/.test(host) && (isIP(host) === 0 || !isLoopback(host))) return;
  throw new OperatorError(
    `CLIENTELE_ISSUER: ${issuer} means a different server on every machine: production needs its public https origin, such as https://clients.example.com/`,
  );
}

/** The widest private networks: 10.0.0.0/8 and fc00::/7. RFC 1918 section 3, RFC 4193 section 3.1 */
const widest = { 4: 8, 6: 7 };

function refuseWideNetwork(network: string): void {
  const [address = '', bits] = network.split('/');
  if (bits === undefined || Number(bits) >= widest[isIP(address) === 4 ? 4 : 6]) return;
  throw new OperatorError(
    `CLIENTELE_TRUSTED_PROXY: ${network} is wider than any private network, and all of it would be trusted: name the addresses of your proxies`,
  );
}

function refuseOpenFile(key: (typeof secretFiles)[number], file: string | undefined): void {
  if (file === undefined || (modeOf(file) & 0o006) === 0) return;
  throw new OperatorError(
    `${settings[key].name}: ${file} can be read or written by every user of this machine: restrict it with: chmod o= ${shellQuote(file)}`,
  );
}

/** Write access to a folder is enough to replace a file in it, unless the folder is sticky. POSIX.1-2024, unlink() */
function refuseOpenFolder(file: string | undefined): void {
  if (file === undefined) return;
  const folder = dirname(file);
  const mode = modeOf(folder);
  if ((mode & 0o002) === 0 || (mode & 0o1000) !== 0) return;
  throw new OperatorError(
    `CLIENTELE_KEY_FILE: every user of this machine can replace ${file}: restrict its folder with: chmod o-w ${shellQuote(folder)}`,
  );
}

/** No permissions for a file that is missing or cannot be examined: reading it reports that. */
function modeOf(path: string): number {
  return process.platform === 'win32' ? 0 : (statSync(path, { throwIfNoEntry: false })?.mode ?? 0);
}
