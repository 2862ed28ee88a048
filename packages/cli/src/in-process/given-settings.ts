import { type Setting, type SettingKey, settings } from '@clientele/server';
import { StartError } from './start-error.js';

const keys = Object.keys(settings);
const keyOfVariable = new Map(Object.entries(settings).map(([key, { name }]) => [name as string, key]));

/**
 * What is given as data, as the variables that the server reads; none of the process's own settings are among them.
 * @throws StartError for a name that is no setting, and for what is neither text, number, flag nor a list of texts.
 */
export function variablesOf(given: Readonly<Record<string, unknown>>, env: NodeJS.ProcessEnv) {
  const others = Object.entries(env).filter(([name]) => !name.startsWith('CLIENTELE_'));
  const variables = Object.entries(given).map(([key, value]) => {
    if (!isSettingKey(key))
      throw new StartError(`${key} is not a setting: clientele start --help lists them all`);
    return [settings[key].name, textOf(key, value)];
  });
  return Object.fromEntries([...others, ...variables]) as NodeJS.ProcessEnv;
}

function isSettingKey(key: string): key is SettingKey {
  return keys.includes(key);
}

function textOf(key: SettingKey, value: unknown): string {
  const { expected }: Setting = settings[key];
  if (Array.isArray(value) && value.every((item) => typeof item === 'string'))
    return textOf(key, value.join(','));
  if (typeof value === 'number' || typeof value === 'boolean') return String(value);
  if (typeof value !== 'string')
    throw new StartError(`${key}: ${value === null ? 'null' : typeof value} given, expected ${expected}`);
  // The server takes an empty variable for none.
  if (value === '') throw new StartError(`${key}: no value given, expected ${expected}`);
  return value;
}

/** A message of the server, which names variables and flags, with the settings named as they were given here. */
export function inNamesOfSettings(message: string): string {
  return message.replaceAll(
    /(CLIENTELE_[A-Z_]+)( or --[a-z-]+)?/g,
    (all, name: string) => keyOfVariable.get(name) ?? all,
  );
}
