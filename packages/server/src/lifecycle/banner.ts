import { shellQuote } from '../instance/shell-quote.js';

/** Where a server is reached, and where it keeps what it has. */
export interface AddressFacts {
  issuer: string;
  /** Absent where nothing is kept on this machine. */
  dataFolder: string | undefined;
  /** The URL of the PostgreSQL database, of which no password is shown; absent with SQLite. */
  databaseUrl: string | undefined;
  httpUrl: string | undefined;
  httpsUrl: string | undefined;
  /** Whether this start made the database. */
  firstRun: boolean;
}

/** What the banner shows. */
export interface BannerFacts extends AddressFacts {
  /** The Management API's identifier. */
  audience: string;
  /** The development CA. */
  caFile: string | undefined;
  bootstrap: BootstrapFacts | undefined;
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
  state: 'usable' | 'disabled' | 'deleted' | 'secret unknown';
}

/** The lines that a development server greets with (docs/architecture.md, "Starting"). */
export function banner(facts: BannerFacts): string {
  return `${linesOf(facts).join('\n')}\n`;
}

function linesOf(facts: BannerFacts): string[] {
  const rows = addressRows(facts);
  if (facts.bootstrap !== undefined)
    rows.push(['bootstrap client', describeBootstrap(facts.bootstrap, facts.terminal)]);
  return [
    'Clientele is running in development mode.',
    '',
    ...table(rows),
    ...warnings(facts),
    ...trustLines(facts.caFile),
    ...commandLines(facts),
  ];
}

type Row = readonly [name: string, value: string];

/** Where a server is reached, and where it keeps what it has. */
export function addressRows(facts: AddressFacts): Row[] {
  const { issuer, httpUrl, httpsUrl, dataFolder, databaseUrl, firstRun } = facts;
  const rows: Row[] = [['issuer', issuer]];
  if (httpUrl !== undefined) rows.push(['http', httpUrl]);
  if (httpsUrl !== undefined) rows.push(['https', httpsUrl]);
  if (databaseUrl !== undefined) rows.push(['database', describeDatabase(databaseUrl)]);
  if (dataFolder !== undefined) rows.push(['data folder', `${dataFolder}${firstRun ? ' (new)' : ''}`]);
  else if (databaseUrl === undefined) rows.push(['data folder', 'none, everything is in memory']);
  return rows;
}

function describeDatabase(url: string): string {
  const { host, pathname } = new URL(url);
  return `PostgreSQL, ${host}${pathname}`;
}

function table(rows: Row[]): string[] {
  const width = Math.max(...rows.map(([name]) => name.length));
  return rows.map(([name, value]) => `  ${name.padEnd(width)}  ${value}`);
}

function describeBootstrap(
  { clientId, secret, secretFile, state }: BootstrapFacts,
  terminal: boolean,
): string {
  if (state === 'deleted') return `${clientId} was deleted and is not created again`;
  if (state === 'disabled') return `${clientId} is disabled`;
  if (state === 'secret unknown') return `${clientId}; its secret was changed and is not known here`;
  if (terminal && secret !== undefined) return `${clientId}, secret ${secret}`;
  if (secretFile !== undefined) return `${clientId}, secret in ${secretFile}`;
  return `${clientId}, secret as set in CLIENTELE_BOOTSTRAP_CLIENT_SECRET (shown on a terminal only)`;
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

function trustLines(caFile: string | undefined): string[] {
  if (caFile === undefined) return [];
  return [
    '',
    'To make a Node program trust the https address, start it with:',
    `NODE_EXTRA_CA_CERTS=${shellQuote(caFile)}`,
  ];
}

function commandLines({ bootstrap, httpUrl, audience, terminal }: BannerFacts): string[] {
  if (bootstrap?.state !== 'usable' || httpUrl === undefined) return [];
  return [
    '',
    'Get a Management token, then list the clients:',
    tokenCommand({ bootstrap, httpUrl, audience, terminal }),
    `curl -s ${httpUrl}/api/v2/clients -H "Authorization: Bearer $TOKEN"`,
  ];
}

interface TokenCommand {
  bootstrap: BootstrapFacts;
  httpUrl: string;
  audience: string;
  terminal: boolean;
}

function tokenCommand({ bootstrap, httpUrl, audience, terminal }: TokenCommand): string {
  const request = [
    `curl -s ${httpUrl}/oauth/token`,
    '-d grant_type=client_credentials',
    `-d client_id=${bootstrap.clientId}`,
    `--data-urlencode ${secretParameter(bootstrap, terminal)}`,
    `--data-urlencode ${shellQuote(`audience=${audience}`)}`,
  ].join(' ');
  const readToken = `node -pe 'JSON.parse(require("fs").readFileSync(0)).access_token'`;
  return `TOKEN=$(${request} | ${readToken}); echo "$TOKEN"`;
}

function secretParameter({ secret, secretFile }: BootstrapFacts, terminal: boolean): string {
  if (terminal && secret !== undefined) return shellQuote(`client_secret=${secret}`);
  if (secretFile !== undefined) return `"client_secret=$(cat ${shellQuote(secretFile)})"`;
  return '"client_secret=$CLIENTELE_BOOTSTRAP_CLIENT_SECRET"';
}
