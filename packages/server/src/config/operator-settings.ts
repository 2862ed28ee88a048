import { join, resolve } from 'node:path';
import { OperatorError } from '../errors/operator-error.js';
import { collect, fallbacks, understand } from './given.js';
import { checkDatabase } from './mode-rules.js';
import { readDatabase } from './secret-file.js';
import type { Mode } from './setting.js';
import type { Flags, SettingKey } from './settings.js';

/** Where a registry is and how its server is set up, as far as an operator's commands must know. */
export interface OperatorSettings {
  mode: Mode;
  /** The data folder, an absolute path. */
  data: string;
  /** The URL of the PostgreSQL database; absent where SQLite in the data folder keeps everything. */
  databaseUrl: string | undefined;
  /** The flag or variable that names it. */
  databaseSetting?: string | undefined;
  /** The file with the instance key; absent in production where none is named. */
  keyFile: string | undefined;
  clientSecrets: 'readable' | 'once';
  /** What generated secrets look like. */
  secretFormat: 'plain' | 'prefixed';
  /** Seconds. */
  assertionMaxLifetime: number;
}

/** The settings that an operator's commands take, by the same variables and flags as the server (docs/architecture.md, "Starting"). */
export const operatorSettings = [
  'mode',
  'data',
  'databaseUrl',
  'databaseUrlFile',
  'keyFile',
  'clientSecrets',
  'secretFormat',
  'assertionMaxLifetime',
] as const satisfies SettingKey[];

/**
 * Reads what an operator's commands must know; other settings of the server are not looked at.
 * @throws OperatorError that names the setting and what it expects.
 */
export function readOperatorSettings(flags: Flags, env: NodeJS.ProcessEnv): OperatorSettings {
  const texts = collect(flags, env);
  const given = understand(new Map([...texts].filter(([key]) => isOperatorSetting(key))));
  const mode = given.mode ?? fallbacks('development').mode;
  const all = { ...fallbacks(mode), ...given };
  if (all.data === ':memory:')
    throw new OperatorError(
      'CLIENTELE_DATA: data in memory is accessible to its own server only: name a data folder',
    );
  const database = readDatabase(given, texts);
  checkDatabase(database, { mode, data: all.data, env });
  const data = resolve(all.data);
  const keyFile = all.keyFile ?? (mode === 'development' ? join(data, 'instance.key') : undefined);
  const { clientSecrets, secretFormat, assertionMaxLifetime } = all;
  return {
    mode,
    data,
    databaseUrl: database?.url,
    databaseSetting: database?.setting,
    keyFile: keyFile && resolve(keyFile),
    clientSecrets,
    secretFormat,
    assertionMaxLifetime,
  };
}

function isOperatorSetting(key: SettingKey): boolean {
  return operatorSettings.some((name) => name === key);
}
