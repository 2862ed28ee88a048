import { createSeal, type InstanceKey, type Seal, sealKeyId } from '../crypto/seal.js';
import { OperatorError } from '../errors/operator-error.js';
import { type SealedTable, sealedColumns, sealedPlace, settingPlace } from '../storage/seals/places.js';
import { cursorKey, digestKeyPrefix, instanceKeyCheck } from '../storage/seals/settings.js';
import type { BackupHeader, BackupValue } from './format.js';
import type { OpenBackup, RowBatch } from './read.js';

/** What was found in a backup that is whole. */
export interface VerifiedBackup {
  header: BackupHeader;
  /** How many rows of each table. */
  rows: Record<string, number>;
  /** How many encrypted values there are, each of which a key opened. */
  opened: number;
}

/**
 * Reads a whole backup, as a restore would, and opens all that is encrypted in it. docs/decisions/0101
 * @throws OperatorError for one that is not whole, or of which a value does not open.
 */
export async function verifyBackup(
  { header, batches }: OpenBackup,
  keys: readonly InstanceKey[],
  onProgress?: (rows: number) => void,
): Promise<VerifiedBackup> {
  const seals = new Map(keys.map((key) => [key.id, createSeal(key)]));
  const verified: VerifiedBackup = { header, rows: {}, opened: 0 };
  let total = 0;
  for await (const batch of batches()) {
    for (const { sealed, place } of sealedValues(batch)) {
      if (!opens(seals.get(sealKeyId(sealed)), sealed, place))
        throw new OperatorError(
          `the backup is damaged: ${place.table}.${place.column} of ${place.row} is not decrypted by instance key ${sealKeyId(sealed)}: use another copy of it, or another backup`,
        );
      verified.opened += 1;
    }
    verified.rows[batch.table] = (verified.rows[batch.table] ?? 0) + batch.rows.length;
    total += batch.rows.length;
    onProgress?.(total);
  }
  if (header.instance_keys.length > 0 && verified.opened === 0)
    throw new OperatorError(
      'the backup is damaged: its header names an instance key, and it holds nothing that is encrypted',
    );
  return verified;
}

interface SealedValue {
  sealed: string;
  place: ReturnType<typeof settingPlace>;
}

function sealedValues({ table, columns, rows }: RowBatch): SealedValue[] {
  const cell = (row: readonly BackupValue[], column: string) => row[columns.indexOf(column)];
  if (table === 'instance_settings')
    return rows.flatMap((row) => {
      const name = String(cell(row, 'name'));
      return isSealedSetting(name) ? [{ sealed: String(cell(row, 'value')), place: settingPlace(name) }] : [];
    });
  if (!isSealedTable(table)) return [];
  const { column, key } = sealedColumns[table];
  return rows.flatMap((row) => {
    const sealed = cell(row, column);
    const [tenant = '', ...rest] = key.map((name) => String(cell(row, name)));
    return typeof sealed === 'string' ? [{ sealed, place: sealedPlace(table, tenant, ...rest) }] : [];
  });
}

function isSealedSetting(name: string): boolean {
  return name === instanceKeyCheck || name === cursorKey || name.startsWith(digestKeyPrefix);
}

function isSealedTable(table: string): table is SealedTable {
  return table in sealedColumns;
}

function opens(seal: Seal | undefined, sealed: string, place: SealedValue['place']): boolean {
  try {
    return seal?.open(sealed, place) !== undefined;
  } catch {
    return false;
  }
}
