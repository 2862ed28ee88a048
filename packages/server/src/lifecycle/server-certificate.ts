import { X509Certificate } from 'node:crypto';
import { isIP } from 'node:net';
import type { Config } from '../config/config.js';
import { OperatorError } from '../errors/operator-error.js';
import type { DataFolder } from '../instance/data-folder.js';
import { certificateInMemory, developmentCertificate } from '../instance/development-certificate.js';
import { writeDurably } from '../instance/durable-file.js';
import { isLoopback } from '../limits/source.js';
import { readTlsFiles, type TlsFiles } from '../sockets/tls-files.js';

/** What https is served with. */
export interface ServerCertificate {
  key: string;
  cert: string;
  /** The development CA, where there is one. */
  ca?: { pem: string; file: string | undefined };
  /** What the operator should know of it. */
  warnings: string[];
}

/**
 * The certificate that the operator names, or else in development one of a CA of its own; nothing where https is not served.
 * @throws OperatorError for files that cannot be used or written.
 */
export async function findCertificate(
  config: Config,
  folder: DataFolder | undefined,
  now: Date,
): Promise<ServerCertificate | undefined> {
  if (config.tls) return ownCertificate(config, config.tls);
  if (config.httpsPort === undefined) return undefined;
  const { names, warnings } = certifiedNames(config);
  const made = folder
    ? await developmentCertificate(folder, now, names)
    : { ...(await certificateInMemory(now, names)), caFile: undefined, replaced: false };
  if (config.caFile !== undefined) writeCaFile(config.caFile, made.caPem);
  return {
    key: made.key,
    cert: made.cert,
    ca: { pem: made.caPem, file: config.caFile ?? made.caFile },
    warnings: made.replaced ? [...warnings, newAuthority] : warnings,
  };
}

const newAuthority =
  'The development CA was made anew: whoever trusted the earlier one has to be given this one, and started again.';

/** Tokens are checked against the keys of their issuer, which a client has to reach. */
function ownCertificate({ issuer, mode }: Config, files: TlsFiles): ServerCertificate {
  const pair = readTlsFiles(files);
  const host = issuer === undefined ? 'localhost' : hostOf(issuer);
  const certificate = new X509Certificate(pair.cert);
  const covers = isIP(host) === 0 ? certificate.checkHost(host) : certificate.checkIP(host);
  if (mode === 'production' || covers !== undefined) return { ...pair, warnings: [] };
  const problem = `The certificate in ${files.certFile} is not for ${host}, the host of the issuer: name in CLIENTELE_ISSUER one that it covers.`;
  return { ...pair, warnings: [problem] };
}

/** The names besides those of loopback, which are there anyway; of addresses a development CA knows only those. */
function certifiedNames({ issuer, hostnames }: Config): { names: string[]; warnings: string[] } {
  const host = issuer === undefined ? 'localhost' : hostOf(issuer);
  const names = [...new Set([host, ...hostnames])].filter((name) => name !== 'localhost' && isIP(name) === 0);
  if (isIP(host) === 0 || isLoopback(host)) return { names, warnings: [] };
  const problem = `The development certificate is for names, and not for ${host}, the host of the issuer: name a host in CLIENTELE_ISSUER, or a certificate in CLIENTELE_TLS_CERT_FILE.`;
  return { names, warnings: [problem] };
}

function hostOf(issuer: string): string {
  return new URL(issuer).hostname.replace(/^\[|\]$/g, '');
}

function writeCaFile(file: string, caPem: string): void {
  try {
    writeDurably(file, caPem, 0o644);
  } catch (error) {
    throw error instanceof OperatorError ? new OperatorError(`CLIENTELE_CA_FILE: ${error.message}`) : error;
  }
}
