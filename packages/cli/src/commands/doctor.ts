import type { Finding } from '@clientele/server/operations/doctor/finding';
import type { Command } from 'commander';
import { print } from '../output.js';
import { allSettings, settingFlags, withSettings } from '../setting-flags.js';

interface Options {
  expiring?: string;
  json?: boolean;
}

/** `clientele doctor`: what would keep a server from starting or serving well, found before it does. docs/decisions/0053 */
export function define(command: Command): void {
  withSettings(command, allSettings)
    .option('--expiring <time>', 'fail where a secret or key of a client expires within this time: 14d, 36h')
    .option('--json', 'print the findings as JSON')
    .action(doctor);
}

async function doctor(options: Options): Promise<void> {
  const { diagnose } = await import('@clientele/server/operations/doctor/doctor');
  const findings = await diagnose({
    flags: settingFlags({ ...options }),
    env: process.env,
    now: Date.now,
    expiring: options.expiring,
  });
  const failed = findings.filter(({ status }) => status === 'fail').length;
  const text = [
    ...findings.map(lineOf),
    '',
    failed === 0
      ? 'No problem keeps a server from running.'
      : `${failed} ${failed === 1 ? 'problem' : 'problems'} to fix.`,
  ];
  print({ ok: failed === 0, findings }, { json: options.json, text: text.join('\n') });
  if (failed > 0) process.exitCode = 1;
}

function lineOf({ status, check, message }: Finding): string {
  return `${status.padEnd(4)}  ${check.padEnd(14)}  ${message}`;
}
