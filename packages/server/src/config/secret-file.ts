import { readFileSync } from 'node:fs';
import { OperatorError } from '../errors/operator-error.js';
import { fileProblem } from '../instance/system-error.js';
import type { GivenTexts } from './given.js';
import { settings, type Values } from './settings.js';

type SecretSetting = 'bootstrapClientSecret' | 'consoleClientSecret' | 'databaseUrl' | 'metricsToken';

/** A secret, from its setting or from the file that another setting names (docs/architecture.md, "Starting"). */
export function readSecret(
  given: Values,
  secretSetting: SecretSetting,
  fileSetting: `${SecretSetting}File`,
): string | undefined {
  const { [secretSetting]: secret, [fileSetting]: file } = given;
  if (file === undefined) return secret;
  const { name } = settings[fileSetting];
  const { name: secretName, parse, expected } = settings[secretSetting];
  if (secret !== undefined)
    throw new OperatorError(`${secretName} and ${name} are both set: keep one of them`);
  const text = readSecretFile(file, name);
  if (parse(text) === undefined)
    throw new OperatorError(
      `${name}: ${file} holds a text of ${text.length} characters, expected ${expected}`,
    );
  return text;
}

/** The database, and the flag or variable that names it. */
export interface NamedDatabase {
  url: string;
  setting: string;
}

/** The PostgreSQL database that was named, if one was (docs/architecture.md, "Starting"). */
export function readDatabase(given: Values, texts: GivenTexts): NamedDatabase | undefined {
  const url = readSecret(given, 'databaseUrl', 'databaseUrlFile');
  const source = (texts.get('databaseUrlFile') ?? texts.get('databaseUrl'))?.source;
  return url === undefined ? undefined : { url, setting: source ?? settings.databaseUrl.name };
}

function readSecretFile(file: string, name: string): string {
  try {
    return readFileSync(file, 'utf8').replace(/\r?\n$/, '');
  } catch (error) {
    throw new OperatorError(`${name}: ${file} cannot be read (${fileProblem(error)})`);
  }
}
