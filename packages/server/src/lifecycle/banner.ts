import { administrator, type Caller, tokenCommand } from '../description/commands.js';
import { shellQuote } from '../instance/shell-quote.js';

/** What the banner shows. */
export interface BannerFacts {
  mode: 'development' | 'production';
  issuer: string;
  /** The Management API's identifier. */
  audience: string;
  /** Absent where nothing is kept on this machine. */
  dataFolder: string | undefined;
  /** The URL of the PostgreSQL database, of which no password is shown; absent with SQLite. */
  databaseUrl: string | undefined;
  httpUrl: string | undefined;
  httpsUrl: string | undefined;
  /** The development CA. */
  caFile: string | undefined;
  bootstrap: BootstrapFacts | undefined;
  /** Whether the output is a terminal: only there a secret is shown. */
  terminal: boolean;
  /** Whether development mode listens beyond this machine. */
  exposed: boolean;
  /** Whether this start made the database. */
  firstRun: boolean;
}

/** What is known of the bootstrap client and its secret. */
export interface BootstrapFacts {
  clientId: string;
  secret?: string | undefined;
  secretFile?: string | undefined;
  state: 'usable' | 'disabled' | 'deleted' | 'secret unknown';
}

/** The lines that a started server greets with; production's never hold a secret (docs/architecture.md, "Starting"). */
export function banner(facts: BannerFacts): string {
  const lines = facts.mode === 'production' ? productionLines(facts) : developmentLines(facts);
  return `${lines.join('\n')}\n`;
}

function productionLines(facts: BannerFacts): string[] {
  return ['Clientele is running.', '', ...table(addressRows(facts))];
}

function developmentLines(facts: BannerFacts): string[] {
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

function addressRows(facts: BannerFacts): Row[] {
  const { issuer, httpUrl, httpsUrl, dataFolder, databaseUrl, firstRun } = facts;
  const rows: Row[] = [['issuer', issuer]];
  if (httpUrl !== undefined) rows.push(['http', httpUrl]);
  if (httpsUrl !== undefined) rows.push(['https', httpsUrl]);
  rows.push(['docs', `${facts.mode === 'production' ? issuer : `${httpUrl ?? httpsUrl}/`}docs`]);
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
    tokenCommand({ base: httpUrl }, { caller: callerOf(bootstrap, terminal), audience }),
    `curl -sS ${httpUrl}/api/v2/clients -H "Authorization: Bearer $TOKEN"`,
  ];
}

function callerOf(bootstrap: BootstrapFacts, terminal: boolean): Caller {
  const caller = administrator(bootstrap);
  if (!terminal || bootstrap.secret === undefined) return caller;
  return { ...caller, secret: shellQuote(`client_secret=${bootstrap.secret}`) };
}
