import { OperatorError } from '../errors/operator-error.js';
import { createInstanceKey, type InstanceKeys, loadInstanceKeys } from '../instance/instance-key.js';
import { addKeyTo, dropEarlierKeysFrom } from '../instance/key-file.js';
import type { Engine } from '../storage/database/engine.js';
import {
  instanceKeyState,
  type Rotated,
  type RotationOptions,
  rotateInstanceKey as rotate,
} from '../storage/seals/rotation.js';
import { surveySeals } from '../storage/seals/rows.js';

/**
 * Makes a new instance key in a file of its own (0600). docs/decisions/0050
 * @throws OperatorError for a file that is there already, or cannot be written.
 */
export function newInstanceKey(file: string): { id: string } {
  const { id } = createInstanceKey(file);
  return { id };
}

/**
 * Puts a new key on the first line of a key file and keeps the others; `rotateInstanceKey` goes to it, servers that
 * run read it when they need it. docs/decisions/0050
 * @throws OperatorError for a file that is not usable, or cannot be written.
 */
export function addInstanceKey(file: string): { id: string; previous: string } {
  return addKeyTo(file);
}

/**
 * Seals all that is sealed anew under the first of the keys, while servers serve; may be ended at any point and done
 * again. docs/decisions/0050
 * @throws UnavailableError when the keys do not open the database, or a part of it.
 */
export function rotateInstanceKey(
  engine: Engine,
  keys: InstanceKeys,
  options: RotationOptions = {},
): Promise<Rotated> {
  return rotate(engine, keys, options);
}

/** Which keys were retired, and the files in which they are kept for backups that need them. */
export interface Retired {
  retired: string[];
  kept: string[];
}

/**
 * Takes the earlier keys out of a key file, once nothing in the database is under any of them, and keeps them in files
 * beside it unless told not to. docs/decisions/0050, 0101
 * @throws OperatorError when the database still needs one of them.
 */
export async function retireOldKeys(
  file: string,
  { db }: Engine,
  { keep = true }: { keep?: boolean } = {},
): Promise<Retired> {
  const [first, ...earlier] = loadInstanceKeys(file);
  if (earlier.length === 0) return { retired: [], kept: [] };
  const { current, leaving } = await instanceKeyState(db);
  const isLeft =
    current === first.id && leaving.length === 0 && (await surveySeals(db, first.id)).earlier === 0;
  if (!isLeft)
    throw new OperatorError(
      `the database still needs the earlier keys in ${file}: not everything is encrypted under instance key ${first.id} yet; finish with: clientele key rotate`,
    );
  const { dropped, kept } = dropEarlierKeysFrom(file, { keep });
  return { retired: dropped, kept };
}
