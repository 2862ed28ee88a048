// What a PostgreSQL has used: its server is a process for each connection and some more, all children of the first.
import { readdirSync, readFileSync } from 'node:fs';
import { cpuSecondsOf } from '../process.mjs';

/** Seconds of CPU by process, where the system tells (Linux). */
export function databaseCpu(postmaster) {
  const used = new Map();
  if (postmaster === undefined || process.platform !== 'linux') return used;
  for (const pid of [postmaster, ...childrenOf(postmaster)]) used.set(pid, secondsOf(pid));
  return used;
}

/** Seconds that were used between two readings; those of a process that ended meanwhile are lost. */
export function secondsBetween(before, after) {
  let sum = 0;
  for (const [pid, seconds] of after) sum += Math.max(0, seconds - (before.get(pid) ?? 0));
  return sum;
}

function childrenOf(parent) {
  return readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .map(Number)
    .filter((pid) => parentOf(pid) === parent);
}

function parentOf(pid) {
  try {
    const fields = readFileSync(`/proc/${pid}/stat`, 'utf8').replace(/^.*\) /s, '');
    return Number(fields.split(' ')[1]);
  } catch {
    return undefined;
  }
}

function secondsOf(pid) {
  try {
    return cpuSecondsOf(pid);
  } catch {
    return 0;
  }
}
