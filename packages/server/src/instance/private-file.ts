/** Who owns a file and what its mode lets others do. */
export interface FileRights {
  mode: number;
  uid: number;
}

const root = 0;

/**
 * Whether a file is open to others than its reader. What root hands to a service (a systemd credential, a volume of a
 * container platform) stays root's and is opened by way of a group, so that a group may read it, as PostgreSQL lets it.
 * PostgreSQL 15, section 19.9.2; systemd.exec(5), "Credentials"
 */
export function isOpenToOthers({ mode, uid }: FileRights, reader = process.getuid?.()): boolean {
  if (reader === undefined) return false;
  const allowed = uid === root && reader !== root ? 0o740 : 0o700;
  return (mode & 0o777 & ~allowed) !== 0;
}
