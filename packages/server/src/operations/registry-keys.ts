import type { OperatorSettings } from '../config/operator-settings.js';
import { OperatorError } from '../errors/operator-error.js';
import { loadInstanceKeys } from '../instance/instance-key.js';
import type { Rotated, RotationOptions } from '../storage/seals/rotation.js';
import { type Retired, retireOldKeys, rotateInstanceKey } from './instance-keys.js';
import { changing } from './registry.js';

/**
 * The file that holds the instance keys of a registry.
 * @throws OperatorError in production where none is named.
 */
export function keyFileOf({ keyFile }: OperatorSettings): string {
  if (keyFile !== undefined) return keyFile;
  throw new OperatorError('CLIENTELE_KEY_FILE: production needs a file with the instance key: name it');
}

/** Brings a registry under the first key of its file, while its servers serve. docs/decisions/0050 */
export function rotateRegistry(settings: OperatorSettings, options: RotationOptions): Promise<Rotated> {
  const keys = loadInstanceKeys(keyFileOf(settings));
  return changing(settings, (engine) => rotateInstanceKey(engine, keys, options));
}

/** Takes keys that a registry needs no more out of its key file. docs/decisions/0050 */
export function retireKeys(settings: OperatorSettings, options: { keep: boolean }): Promise<Retired> {
  const file = keyFileOf(settings);
  return changing(settings, (engine) => retireOldKeys(file, engine, options));
}
