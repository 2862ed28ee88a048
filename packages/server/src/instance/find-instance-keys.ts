import { existsSync } from 'node:fs';
import { OperatorError } from '../errors/operator-error.js';
import type { DataFolder } from './data-folder.js';
import {
  createInstanceKey,
  ephemeralInstanceKey,
  type InstanceKeys,
  instanceKeyReader,
} from './instance-key.js';

/** Where the instance keys of a server may be. */
export interface InstanceKeyPlace {
  /** Their own file, where one is named. */
  keyFile: string | undefined;
  /** Where nothing is named and nothing kept, there is none. */
  folder: DataFolder | undefined;
  /** Whether nothing is under a key yet. */
  firstRun: boolean;
}

/**
 * How the instance keys are read: a rotation adds one while the server runs. The first run makes one. docs/decisions/0050
 * @throws OperatorError where the key of a database is missing or not usable.
 */
export function findInstanceKeys({ keyFile, folder, firstRun }: InstanceKeyPlace): () => InstanceKeys {
  if (keyFile !== undefined) return instanceKeyReader(keyFile);
  if (!folder) {
    const key = ephemeralInstanceKey();
    return () => [key];
  }
  const file = folder.file('instance.key');
  if (existsSync(file)) return instanceKeyReader(file);
  if (!firstRun)
    throw new OperatorError(
      `the instance key ${file} is missing, and without it the database cannot be read: put it back, or use another data folder or database`,
    );
  createInstanceKey(file);
  return instanceKeyReader(file);
}
