import { X509Certificate } from 'node:crypto';
import { setTimeout } from 'node:timers/promises';
import type { Logger } from 'pino';
import { OperatorError } from '../errors/operator-error.js';
import type { Listeners } from '../sockets/listeners.js';
import { readTlsFiles, type TlsFiles } from '../sockets/tls-files.js';
import { repeat } from './repeat.js';

/** A certificate that follows its files. */
export interface FollowedCertificate {
  /** Looks at the files now. */
  readAgain(): void;
  /** Follows them no longer. */
  end(): Promise<void>;
}

/** Milliseconds between two looks; a notice of the file system misses links that are put in another's place. */
const interval = 10_000;
/** Milliseconds that whoever writes the two files may take. */
const patience = 2_000;

/**
 * Serves https with the certificate that the files have now: they are looked at every ten seconds, and when asked. New
 * connections get the new certificate, and those that are open stay. What cannot be used is logged, once, and the earlier
 * certificate goes on.
 */
export function followCertificate(
  files: TlsFiles,
  {
    current,
    listeners,
    logger,
  }: { current: Pair; listeners: Pick<Listeners, 'useCertificate'>; logger: Logger },
): FollowedCertificate {
  let known = current;
  let complaint: string | undefined;
  const look = async (): Promise<void> => {
    const found = await readSoundPair(files);
    if ('problem' in found) {
      if (found.problem !== complaint)
        logger.error(`the certificate is not read again, the earlier one stays in use: ${found.problem}`);
      complaint = found.problem;
      return;
    }
    const isUnchanged = found.cert === known.cert && found.key === known.key;
    if (isUnchanged && complaint !== undefined) logger.info('the certificate files are in order again');
    complaint = undefined;
    if (isUnchanged) return;
    known = found;
    listeners.useCertificate(found);
    const { subject, validTo } = new X509Certificate(found.cert);
    logger.info({ subject, validTo }, 'the certificate was read again');
  };
  const looking = repeat(interval, look);
  return { readAgain: () => void look(), end: looking.end };
}

interface Pair {
  key: string;
  cert: string;
}

/** Between the writing of two files they do not belong together for a moment. */
async function readSoundPair(files: TlsFiles): Promise<Pair | { problem: string }> {
  const deadline = Date.now() + patience;
  for (;;) {
    try {
      return readTlsFiles(files);
    } catch (error) {
      if (!(error instanceof OperatorError)) throw error;
      if (Date.now() >= deadline) return { problem: error.message };
      await setTimeout(100, undefined, { ref: false });
    }
  }
}
