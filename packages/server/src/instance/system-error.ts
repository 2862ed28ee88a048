/** The code of an error of the operating system or of SQLite (`ENOENT`, `SQLITE_BUSY`, …), if it has one (node:errors). */
export function systemErrorCode(error: unknown): string | undefined {
  if (!(error instanceof Error) || !('code' in error)) return undefined;
  return typeof error.code === 'string' ? error.code : undefined;
}

/** What is wrong with a file or folder, in words that fit into a sentence for people (errno(3)). */
export function fileProblem(error: unknown): string {
  const code = systemErrorCode(error);
  if (code === undefined) return 'unknown error';
  return problems[code] ?? code;
}

const problems: Readonly<Record<string, string>> = {
  ENOENT: 'it does not exist',
  EACCES: 'this user has no permission',
  EPERM: 'this user has no permission',
  EROFS: 'the file system is read-only',
  ENOSPC: 'the disk is full',
  EISDIR: 'it is a folder',
  ENOTDIR: 'a part of its path is a file',
  EEXIST: 'it is a file',
};
