import { backupToFile, backupToOutput } from '../backup/file.js';
import { type BackupOptions, type BackupSummary, writeBackup } from '../backup/write.js';
import type { OperatorSettings } from '../config/operator-settings.js';
import { reading } from './registry.js';

/** The options of `clientele backup`. */
export interface BackupRequest extends BackupOptions {
  /** A file that does not exist yet, or a stream. */
  to: string | NodeJS.WritableStream;
  /** Breaks it off; what was written is removed then. */
  signal?: AbortSignal;
}

/**
 * Backs a registry up while its server may be serving and writing; needs no instance key. docs/decisions/0052
 * @throws OperatorError with one line that says what is wrong and how to fix it.
 */
export function backupRegistry(
  settings: OperatorSettings,
  { to, signal, ...options }: BackupRequest,
): Promise<BackupSummary & { bytes?: number }> {
  return reading(settings, (engine) => {
    const write = (sink: (text: string) => Promise<void>) => writeBackup(engine, options, sink);
    return typeof to === 'string' ? backupToFile(to, write, signal) : backupToOutput(to, write, signal);
  });
}
