/** What the first line of a backup says of it. docs/decisions/0052 */
export interface BackupHeader {
  format: 'clientele backup';
  version: 1;
  /** The last migration of the database that was backed up. */
  schema: string;
  /** The fingerprints of the instance keys that open its secrets, the current one first; none where no server was ever started on it. */
  instance_keys: string[];
  /** The secrets mode of the database, null where no server was ever started on it. */
  client_secrets: string | null;
  /** When the snapshot was taken (RFC 3339). */
  created_at: string;
  engine: 'sqlite' | 'postgres';
  /** Tables that were left out on request. */
  without: string[];
}

/** Opens the rows of one table; each row is an array of values in the order of these columns. */
export interface TableLine {
  table: string;
  columns: string[];
}

/** What the last line of a backup says: how many rows each table has, and the digest of all bytes before this line. */
export interface BackupTrailer {
  end: 'clientele backup';
  rows: Record<string, number>;
  sha256: string;
}

/** What a column holds: texts, whole numbers, or nothing. */
export type BackupValue = string | number | null;

/** Whether a line is the header of a backup of this format. docs/decisions/0052 */
export function isHeader(line: unknown): line is BackupHeader {
  return (
    isObject(line) &&
    line.format === 'clientele backup' &&
    typeof line.version === 'number' &&
    typeof line.schema === 'string' &&
    isListOf(line.instance_keys, isText) &&
    isTextOrNull(line.client_secrets) &&
    typeof line.created_at === 'string' &&
    isListOf(line.without, isText)
  );
}

/** Whether a line opens a table. docs/decisions/0052 */
export function isTableLine(line: unknown): line is TableLine {
  return isObject(line) && typeof line.table === 'string' && isListOf(line.columns, isText);
}

/** Whether a line is the trailer. docs/decisions/0052 */
export function isTrailer(line: unknown): line is BackupTrailer {
  return (
    isObject(line) &&
    line.end === 'clientele backup' &&
    typeof line.sha256 === 'string' &&
    isObject(line.rows) &&
    Object.values(line.rows).every((count) => typeof count === 'number')
  );
}

/** Whether a line is a row with this number of columns. docs/decisions/0052 */
export function isRow(line: unknown, columns: number): line is BackupValue[] {
  return isListOf(line, isValue) && line.length === columns;
}

/** Whether a value can be kept in a backup. docs/decisions/0052 */
export function isValue(value: unknown): value is BackupValue {
  return value === null || typeof value === 'string' || Number.isSafeInteger(value);
}

function isListOf<T>(value: unknown, isItem: (item: unknown) => item is T): value is T[] {
  return Array.isArray(value) && value.every(isItem);
}

function isText(value: unknown): value is string {
  return typeof value === 'string';
}

function isTextOrNull(value: unknown): value is string | null {
  return value === null || typeof value === 'string';
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
