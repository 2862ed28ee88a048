import { administrator, type Caller, tokenCommand } from '../description/commands.js';
import { shellQuote } from '../instance/shell-quote.js';
import type { SeedFacts } from './seed.js';
import type { ConsoleFacts } from './sign-in-link.js';

/** Where a server is reached, and where it keeps what it has. */
export interface AddressFacts {
  issuer: string;
  /** Absent where nothing is kept on this machine. */
  dataFolder: string | undefined;
  /** The URL of the PostgreSQL database, of which no password is shown; absent with SQLite. */
  databaseUrl: string | undefined;
  urls: { http: readonly string[]; https: readonly string[] };
  /** The host names that it answers to besides. */
  hostnames: readonly string[];
  /** What became of the seed file, where one is set. */
  seed: SeedFacts | undefined;
  /** Whether this start made the database. */
  firstRun: boolean;
}

/** What the banner shows. */
export interface BannerFacts extends AddressFacts {
  /** The Management API's identifier. */
  audience: string;
  /** The development CA; without a file it is shown itself. */
  ca: { pem: string; file: string | undefined } | undefined;
  bootstrap: BootstrapFacts | undefined;
  /** The console, where it is served. */
  console?: ConsoleFacts | undefined;
  /** Whether the output is a terminal: only there a secret is shown. */
  terminal: boolean;
  /** Whether development mode listens beyond this machine. */
  exposed: boolean;
}

/** What is known of the bootstrap client and its secret. */
export interface BootstrapFacts {
  clientId: string;
  secret?: string | undefined;
  secretFile?: string | undefined;
  /** Whether the operator has set the secret that it has. */
  chosen?: boolean;
  state: 'usable' | 'disabled' | 'deleted' | 'secret unknown';
}

/** The lines that a development server greets with (docs/architecture.md, "Starting"). */
export function banner(facts: BannerFacts): string {
  return `${linesOf(facts).join('\n')}\n`;
}

function linesOf(facts: BannerFacts): string[] {
  const [url] = [...facts.urls.http, ...facts.urls.https];
  const rows = addressRows(facts, `${url}/docs`);
  if (facts.console) rows.push(['console', describeConsole(facts.console)]);
  if (facts.bootstrap !== undefined)
    rows.push(['bootstrap client', describeBootstrap(facts.bootstrap, facts.terminal)]);
  return [
    'Clientele is running in development mode.',
    '',
    ...table(rows),
    ...warnings(facts),
    ...trustLines(facts.ca),
    ...commandLines(facts),
  ];
}

type Row = readonly [name: string, value: string];

/** Where a server and its documentation are reached, and where it keeps what it has. */
export function addressRows(facts: AddressFacts, docs: string): Row[] {
  const { issuer, urls, hostnames, dataFolder, databaseUrl, firstRun, seed } = facts;
  const rows: Row[] = [['issuer', issuer]];
  if (urls.http.length > 0) rows.push(['http', urls.http.join(', ')]);
  if (urls.https.length > 0) rows.push(['https', urls.https.join(', ')]);
  rows.push(['docs', docs]);
  const port = urls.https[0] === undefined ? '' : new URL(urls.https[0]).port;
  const named = hostnames.map((name) => (port === '' ? name : `https://${name}:${port}`));
  if (named.length > 0) rows.push(['by name', named.join(', ')]);
  if (databaseUrl !== undefined) rows.push(['database', describeDatabase(databaseUrl)]);
  if (dataFolder !== undefined) rows.push(['data folder', `${dataFolder}${firstRun ? ' (new)' : ''}`]);
  else if (databaseUrl === undefined) rows.push(['data folder', 'none, everything is in memory']);
  if (seed !== undefined) rows.push(['seed file', describeSeed(seed)]);
  return rows;
}

function describeDatabase(url: string): string {
  const { host, pathname } = new URL(url);
  return `PostgreSQL, ${host}${pathname}`;
}

function describeSeed({ file, applied, ignored }: SeedFacts): string {
  if (applied) {
    const counts = Object.entries(applied).map(([list, count]) => `${count} ${list}`);
    return `${file}, applied: ${counts.join(', ')}`;
  }
  const why = ignored === 'not empty' ? 'the database was not empty' : 'it was applied at an earlier start';
  return `${file}, ignored: ${why}`;
}

function table(rows: Row[]): string[] {
  const width = Math.max(...rows.map(([name]) => name.length));
  return rows.map(([name, value]) => `  ${name.padEnd(width)}  ${value}`);
}

function describeConsole({ page, link }: ConsoleFacts): string {
  if (!link) return page;
  return 'url' in link ? `${link.url} (signs in once)` : `${page}, link that signs in once in ${link.file}`;
}

function describeBootstrap(
  { clientId, secret, secretFile, chosen, state }: BootstrapFacts,
  terminal: boolean,
): string {
  if (state === 'deleted') return `${clientId} was deleted and is not created again`;
  if (state === 'disabled') return `${clientId} is disabled`;
  if (state === 'secret unknown') return `${clientId}; its secret was changed and is not known here`;
  if (terminal && secret !== undefined) return `${clientId}, secret ${secret}`;
  if (secretFile !== undefined) return `${clientId}, secret in ${secretFile}`;
  if (chosen) return `${clientId}, secret as set in CLIENTELE_BOOTSTRAP_CLIENT_SECRET`;
  return `${clientId}; its secret is shown on a terminal only: choose one with CLIENTELE_BOOTSTRAP_CLIENT_SECRET`;
}

function warnings({ exposed, dataFolder, databaseUrl }: BannerFacts): string[] {
  const lines: string[] = [];
  if (exposed) {
    lines.push(
      'Warning: CLIENTELE_ALLOW_EXPOSED_DEVELOPMENT is on: this development server can be reached from other machines.',
    );
  }
  if (dataFolder === undefined && databaseUrl === undefined)
    lines.push('Warning: everything is in memory and is lost when this server stops.');
  return lines.length === 0 ? [] : ['', ...lines];
}

function trustLines(ca: BannerFacts['ca']): string[] {
  if (ca === undefined) return [];
  if (ca.file === undefined)
    return [
      '',
      'The certificate authority of the https address (--ca-file <file> writes it to a file):',
      ca.pem.trimEnd(),
    ];
  return [
    '',
    'To make a Node program trust the https address, start it with:',
    `NODE_EXTRA_CA_CERTS=${shellQuote(ca.file)}`,
  ];
}

function commandLines({ bootstrap, urls, audience, terminal }: BannerFacts): string[] {
  const [httpUrl] = urls.http;
  if (bootstrap?.state !== 'usable' || httpUrl === undefined) return [];
  const known = terminal ? bootstrap.secret : (bootstrap.secretFile ?? (bootstrap.chosen || undefined));
  if (known === undefined) return [];
  return [
    '',
    'Get a Management token, then list the clients:',
    tokenCommand({ base: httpUrl }, { caller: callerOf(bootstrap, terminal), audience }),
    `curl -sS ${httpUrl}/api/v2/clients -H "Authorization: Bearer $TOKEN"`,
  ];
}

function callerOf(bootstrap: BootstrapFacts, terminal: boolean): Caller {
  const caller = administrator(bootstrap);
  if (!terminal || bootstrap.secret === undefined) return caller;
  return { ...caller, secret: shellQuote(`client_secret=${bootstrap.secret}`) };
}
