import { createPrivateKey, X509Certificate } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { createSecureContext } from 'node:tls';
import { OperatorError } from '../errors/operator-error.js';
import { fileProblem } from '../instance/system-error.js';

/** Where certificate chain and key are. */
export interface TlsFiles {
  certFile: string;
  keyFile: string;
}

/** Reads the certificate chain and key that production serves https with, and checks that they belong together (node:tls). */
export function readTlsFiles(files: TlsFiles): { key: string; cert: string } {
  const tls = {
    key: read(files.keyFile, 'CLIENTELE_TLS_KEY_FILE'),
    cert: read(files.certFile, 'CLIENTELE_TLS_CERT_FILE'),
  };
  let belongTogether: boolean;
  try {
    belongTogether = new X509Certificate(tls.cert).checkPrivateKey(createPrivateKey(tls.key));
    if (belongTogether) createSecureContext(tls);
  } catch {
    throw new OperatorError(
      `${files.certFile} and ${files.keyFile} cannot be used for https: expected a PEM certificate chain in CLIENTELE_TLS_CERT_FILE and its unencrypted PEM key in CLIENTELE_TLS_KEY_FILE`,
    );
  }
  if (!belongTogether)
    throw new OperatorError(
      `the key in ${files.keyFile} (CLIENTELE_TLS_KEY_FILE) does not match the certificate in ${files.certFile} (CLIENTELE_TLS_CERT_FILE): name a matching pair, with the server's own certificate first in its file`,
    );
  return tls;
}

function read(file: string, setting: string): string {
  try {
    return readFileSync(file, 'utf8');
  } catch (error) {
    throw new OperatorError(`${setting}: ${file} cannot be read (${fileProblem(error)})`);
  }
}
