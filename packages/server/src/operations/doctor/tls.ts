import { X509Certificate } from 'node:crypto';
import { readTlsFiles } from '../../sockets/tls-files.js';
import { type Finding, fail, ok, warn } from './finding.js';

const check = 'certificate';
const day = 24 * 60 * 60 * 1000;
/** Days before its end by which a certificate should have been renewed. */
const renewalDays = 14;

/** The files of a certificate, and what it must be good for. */
export interface TlsCheck {
  files: { certFile: string; keyFile: string };
  issuer: string | undefined;
  /** Milliseconds since the epoch. */
  now: number;
}

/** Whether https can be served: readable files that belong together, a certificate in its time and for the issuer's host (RFC 5280, RFC 6125). */
export function checkTls({ files, issuer, now }: TlsCheck): Finding[] {
  const certificate = new X509Certificate(readTlsFiles(files).cert);
  const { validFrom, validTo } = certificate;
  const name = issuer === undefined ? undefined : new URL(issuer).hostname;
  const findings: Finding[] = [];
  if (Date.parse(validFrom) > now)
    findings.push(fail(check, `${files.certFile} is valid only from ${validFrom}: check the clock, or wait`));
  const days = Math.floor((Date.parse(validTo) - now) / day);
  if (days < 0) findings.push(fail(check, `${files.certFile} expired on ${validTo}: renew it`));
  else if (days < renewalDays)
    findings.push(warn(check, `${files.certFile} expires in ${days} days: renew it`));
  if (name !== undefined && certificate.checkHost(name) === undefined)
    findings.push(
      fail(
        check,
        `${files.certFile} is not for ${name}, the host of CLIENTELE_ISSUER: get one that names it`,
      ),
    );
  return findings.length > 0 ? findings : [ok(check, `${files.certFile} is valid for ${days} more days`)];
}
