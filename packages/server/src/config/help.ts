import type { Setting } from './setting.js';
import { flagOf, settings } from './settings.js';

/** The text of `--help`, written from the table of settings. */
export function helpText(version: string): string {
  const rows = Object.values<Setting>(settings).flatMap(describe);
  return [
    `clientele ${version}: a registry of OAuth clients that issues their access tokens`,
    '',
    'Each setting is a flag or an environment variable; the flag takes precedence.',
    '',
    ...rows,
    '  --help',
    '  --version',
  ].join('\n');
}

function describe(setting: Setting): string[] {
  return [
    `  --${flagOf(setting)} (${setting.name})`,
    `      ${setting.meaning}`,
    `      ${expectationOf(setting)}`,
  ];
}

/** What a setting is expected to be, and what it is by default. */
export function expectationOf({ expected, fallback }: Setting): string {
  return `expected: ${expected}${describeFallback(fallback)}`;
}

function describeFallback(fallback: Setting['fallback']): string {
  if (fallback === undefined) return '';
  if (typeof fallback === 'string') return `; default: ${fallback}`;
  return `; default: ${fallback.development} in development, ${fallback.production} in production`;
}
