import { readFileSync } from 'node:fs';
import type { ConnectionLimits } from './admission.js';

/** What a server opens besides connections to itself: files, threads' pipes, its listeners, a database. */
const others = 100;

/** How many file descriptors this process may have, where the system says so (Linux, proc_pid_limits(5)). */
export function openFileLimit(): number {
  try {
    return Number(
      /^Max open files\s+(\d+)/m.exec(readFileSync('/proc/self/limits', 'utf8'))?.[1] ?? Infinity,
    );
  } catch {
    return Number.POSITIVE_INFINITY;
  }
}

/** Reserves file descriptors for the server's own use, with a warning where that lowers the limit. */
export function withinOpenFiles(
  limits: ConnectionLimits,
  { openFiles, ofDatabase }: { openFiles: number; ofDatabase: number },
): { limits: ConnectionLimits; warning: string | undefined } {
  const possible = Math.max(Math.floor(openFiles / 4), openFiles - others - ofDatabase);
  const wanted = limits.connections === 0 ? Number.POSITIVE_INFINITY : limits.connections;
  if (wanted <= possible) return { limits, warning: undefined };
  return {
    limits: { ...limits, connections: possible },
    warning: `the limit of ${openFiles} open files allows ${possible} connections at once: raise it (ulimit -n, LimitNOFILE), or lower CLIENTELE_CONNECTION_LIMIT`,
  };
}
