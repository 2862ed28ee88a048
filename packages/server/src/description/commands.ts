import { shellQuote } from '../instance/shell-quote.js';

/** Where a command finds the server. */
export interface Address {
  /** An origin, without a slash at its end. */
  base: string;
  /** The file of the authority that vouches for its certificate, as a shell is to read it, where no system knows it. */
  caFile?: string | undefined;
  /** What the reader has to do before, where there is something. */
  preparation?: string | undefined;
}

/** Who asks for a token, as a shell is to read it. */
export interface Caller {
  id: string;
  /** The parameter `client_secret`. */
  secret: string;
  /** What the reader has to do before, where there is something. */
  preparation?: string | undefined;
}

/** An address, and how to trust it by https. */
export function addressOf(base: string, ca: { file: string | undefined } | undefined): Address {
  if (!base.startsWith('https:') || ca === undefined) return { base };
  if (ca.file !== undefined) return { base, caFile: shellQuote(ca.file) };
  return {
    base,
    caFile: '"$CA_FILE"',
    preparation:
      'Set CA_FILE to a file with the certificate authority that the server shows where it was started.',
  };
}

/** A caller whose id and secret the reader has. */
export const readersCaller: Caller = {
  id: '"$CALLER_ID"',
  secret: '"client_secret=$CALLER_SECRET"',
  preparation:
    'Set CALLER_ID and CALLER_SECRET to id and secret of a client that is granted the Management API.',
};

/** The first administrator; its secret is read from the file where it is kept, or from the variable that set it. */
export function administrator({
  clientId,
  secretFile,
}: {
  clientId: string;
  secretFile?: string | undefined;
}): Caller {
  const id = shellQuote(clientId);
  if (secretFile !== undefined) return { id, secret: `"client_secret=$(cat ${shellQuote(secretFile)})"` };
  return {
    id,
    secret: '"client_secret=$CLIENTELE_BOOTSTRAP_CLIENT_SECRET"',
    preparation:
      'Set CLIENTELE_BOOTSTRAP_CLIENT_SECRET to the secret that the server was given, or shows where it was started.',
  };
}

/** A request by curl for a path, which may hold variables of the shell; what follows is options. */
export function curl({ base, caFile }: Address, path: string): string[] {
  const url = `${base}${path}`;
  const trust = caFile === undefined ? [] : [`--cacert ${caFile}`];
  return [`curl -sS ${path.includes('$') ? `"${url}"` : shellQuote(url)}`, ...trust];
}

/** Asks for a token for an API and keeps it in `$TOKEN`, in one line or in several. */
export function tokenCommand(
  address: Address,
  { caller, audience }: { caller: Caller; audience: string },
  between = ' ',
): string {
  const request = [
    ...curl(address, '/oauth/token'),
    '-d grant_type=client_credentials',
    `-d client_id=${caller.id}`,
    `--data-urlencode ${caller.secret}`,
    `--data-urlencode ${shellQuote(`audience=${audience}`)}`,
  ].join(between);
  const read = `node -pe 'JSON.parse(require("fs").readFileSync(0)).access_token'`;
  return `TOKEN=$(${request}${between}| ${read}); echo "$TOKEN"`;
}
