import { readFileSync } from 'node:fs';
import { StartError } from '../instance/start-error.js';
import { fileProblem } from '../instance/system-error.js';
import { settings, type Values } from './settings.js';

/** The pinned secret of the bootstrap client, from its setting or its file (docs/architecture.md, "Settings"). */
export function bootstrapSecret(given: Values): string | undefined {
  const { bootstrapClientSecret: secret, bootstrapClientSecretFile: file } = given;
  if (file === undefined) return secret;
  const { name } = settings.bootstrapClientSecretFile;
  if (secret !== undefined) {
    throw new StartError(`${settings.bootstrapClientSecret.name} and ${name} are both set: keep one of them`);
  }
  const text = readSecretFile(file, name);
  if (settings.bootstrapClientSecret.parse(text) === undefined) {
    throw new StartError(
      `${name}: ${file} holds a text of ${text.length} characters, expected ${settings.bootstrapClientSecret.expected}`,
    );
  }
  return text;
}

function readSecretFile(file: string, name: string): string {
  try {
    return readFileSync(file, 'utf8').replace(/\r?\n$/, '');
  } catch (error) {
    throw new StartError(`${name}: ${file} cannot be read (${fileProblem(error)})`);
  }
}
