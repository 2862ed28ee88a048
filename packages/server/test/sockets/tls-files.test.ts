import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { makeCertificateAuthority } from '../../src/crypto/certificate-authority.js';
import { OperatorError } from '../../src/errors/operator-error.js';
import { readTlsFiles } from '../../src/sockets/tls-files.js';
import { temporaryFolder } from '../instance/temporary-folder.js';

describe('readTlsFiles', () => {
  it('reads a certificate and its key', async () => {
    const files = await filesOf((pair) => pair);
    const { certificate, key } = files.pair;
    expect(readTlsFiles(files)).toEqual({ cert: certificate, key });
  });

  it('names a file that is missing', async () => {
    const files = { ...(await filesOf((pair) => pair)), keyFile: '/nowhere/key.pem' };
    expect(() => readTlsFiles(files)).toThrow(
      new OperatorError('CLIENTELE_TLS_KEY_FILE: /nowhere/key.pem cannot be read (it does not exist)'),
    );
  });

  it('refuses a key of another certificate', async () => {
    const other = await makeCertificateAuthority(new Date());
    const files = await filesOf((pair) => ({ ...pair, key: other.key }));
    expect(() => readTlsFiles(files)).toThrow(
      new OperatorError(
        `the key in ${files.keyFile} (CLIENTELE_TLS_KEY_FILE) does not match the certificate in ${files.certFile} (CLIENTELE_TLS_CERT_FILE): name a matching pair, with the server's own certificate first in its file`,
      ),
    );
  });

  it('refuses what is no PEM', async () => {
    const noCertificate = await filesOf((pair) => ({ ...pair, certificate: 'no certificate' }));
    const noKey = await filesOf((pair) => ({ ...pair, key: 'no key' }));
    for (const files of [noCertificate, noKey]) {
      expect(() => readTlsFiles(files)).toThrow(
        new OperatorError(
          `${files.certFile} and ${files.keyFile} cannot be used for https: expected a PEM certificate chain in CLIENTELE_TLS_CERT_FILE and its unencrypted PEM key in CLIENTELE_TLS_KEY_FILE`,
        ),
      );
    }
  });
});

type Pair = Awaited<ReturnType<typeof makeCertificateAuthority>>;

async function filesOf(change: (pair: Pair) => Pair) {
  const pair = change(await makeCertificateAuthority(new Date()));
  const folder = temporaryFolder();
  const files = { certFile: join(folder, 'cert.pem'), keyFile: join(folder, 'key.pem') };
  writeFileSync(files.certFile, pair.certificate);
  writeFileSync(files.keyFile, pair.key);
  return { ...files, pair };
}
