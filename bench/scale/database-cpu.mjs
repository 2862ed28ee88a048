// What a PostgreSQL has used for one database. Its server has a process for each connection, which says in its title
// what it is connected to; what works in the background for all databases together is not in it.
import { readdirSync, readFileSync } from 'node:fs';
import { cpuSecondsOf } from '../process.mjs';

/** Seconds of CPU by process of the connections to a database, where the system reports it (Linux). */
export function databaseCpu(url) {
  const used = new Map();
  if (url === undefined || process.platform !== 'linux') return used;
  const { username, pathname } = new URL(url);
  const title = `postgres: ${username} ${pathname.slice(1)} `;
  for (const pid of readdirSync('/proc').filter((name) => /^\d+$/.test(name)))
    if (titleOf(pid).startsWith(title)) used.set(pid, secondsOf(pid));
  return used;
}

/** Seconds that were used between two readings; those of a process that ended meanwhile are lost. */
export function secondsBetween(before, after) {
  let sum = 0;
  for (const [pid, seconds] of after) sum += Math.max(0, seconds - (before.get(pid) ?? 0));
  return sum;
}

function titleOf(pid) {
  try {
    return readFileSync(`/proc/${pid}/cmdline`, 'utf8');
  } catch {
    // It has ended meanwhile.
    return '';
  }
}

function secondsOf(pid) {
  try {
    return cpuSecondsOf(pid);
  } catch {
    return 0;
  }
}
