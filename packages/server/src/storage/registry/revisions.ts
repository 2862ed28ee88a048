import type { ClientTimes, RecentChange, Revision } from '@clientele/model';

/** The columns that say where an object stands. */
interface RevisionRow {
  created_at: number;
  updated_at: number;
  recent_changes: string | null;
}

/** Their names. */
export const revisionColumns = ['created_at', 'updated_at', 'recent_changes'] as const;

/** Where the object of a row stands. */
export function revisionOf(row: RevisionRow): Revision {
  return {
    createdAt: Number(row.created_at),
    updatedAt: Number(row.updated_at),
    changes: row.recent_changes === null ? [] : (JSON.parse(row.recent_changes) as RecentChange[]),
  };
}

/** What a row has of where its object stands, but when it was made, which stays. */
export function revisionValues({ updatedAt, changes }: Revision): Omit<RevisionRow, 'created_at'> {
  return { updated_at: updatedAt, recent_changes: changes.length === 0 ? null : JSON.stringify(changes) };
}

/** The times of a client as it shows them. */
export function clientTimes({ created_at, updated_at }: Omit<RevisionRow, 'recent_changes'>): ClientTimes {
  return { created_at: isoTime(created_at), updated_at: isoTime(updated_at) };
}

/** The same, of a revision. */
export function timesOf({ createdAt, updatedAt }: Pick<Revision, 'createdAt' | 'updatedAt'>): ClientTimes {
  return clientTimes({ created_at: createdAt, updated_at: updatedAt });
}

function isoTime(milliseconds: number): string {
  return new Date(Number(milliseconds)).toISOString();
}
