import {
  type OperatorSettings,
  operatorSettings,
  readOperatorSettings,
} from '@clientele/server/config/operator-settings';
import { flagOf, type Setting, type SettingKey, settings } from '@clientele/server/config/settings';
import { type Command, Option } from 'commander';
import { isOperatorError, UsageError } from './output.js';

/** Every setting of the server (docs/architecture.md, "Settings"). */
export const allSettings = Object.keys(settings).filter((key): key is SettingKey => key in settings);

/** Gives a command settings of the server as its flags (docs/architecture.md, "Settings"). */
export function withSettings(command: Command, keys: readonly SettingKey[] = operatorSettings): Command {
  for (const key of keys) {
    const setting: Setting = settings[key];
    // The server reads the variable itself, and says of a wrong value where it stood.
    command.addOption(new Option(`--${flagOf(setting)} <value>`, `${setting.meaning} (${setting.name})`));
  }
  return command;
}

/** The settings among the options of a command, as the flags that they were. */
export function settingFlags(options: Record<string, unknown>): string[] {
  return Object.values<Setting>(settings).flatMap((setting) => {
    const flag = `--${flagOf(setting)}`;
    const value = options[new Option(`${flag} <value>`).attributeName()];
    return typeof value === 'string' ? [`${flag}=${value}`] : [];
  });
}

/**
 * The settings that a command was given, by flags or environment.
 * @throws UsageError for a value that is not what its setting expects.
 */
export function operatorSettingsOf(options: Record<string, unknown>): OperatorSettings {
  try {
    return readOperatorSettings(settingFlags(options), process.env);
  } catch (error) {
    throw isOperatorError(error) ? new UsageError(error.message) : error;
  }
}
