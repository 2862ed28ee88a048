import { expectationOf } from '@clientele/server/config/help';
import {
  type OperatorSettings,
  operatorSettings,
  readOperatorSettings,
} from '@clientele/server/config/operator-settings';
import type { Setting } from '@clientele/server/config/setting';
import { type Flags, flagOf, type SettingKey, settings } from '@clientele/server/config/settings';
import { type Command, Option } from 'commander';
import { isOperatorError, UsageError } from './output.js';

/** Every setting of the server (docs/architecture.md, "Starting"). */
export const allSettings = Object.keys(settings).filter((key): key is SettingKey => key in settings);

/** Gives a command settings of the server as its flags (docs/architecture.md, "Starting"). */
export function withSettings(command: Command, keys: readonly SettingKey[] = operatorSettings): Command {
  // The server reads the variable itself, and names it when its value is wrong.
  for (const key of keys) command.addOption(optionOf(key));
  return command;
}

/** The settings among the options of a command. */
export function settingFlags(options: Record<string, unknown>): Flags {
  const given = allSettings.flatMap((key) => {
    const text = options[optionOf(key).attributeName()];
    return typeof text === 'string' ? [[key, text] as const] : [];
  });
  return new Map(given);
}

function optionOf(key: SettingKey): Option {
  const setting: Setting = settings[key];
  return new Option(
    `--${flagOf(setting)} <value>`,
    `${setting.meaning} (${setting.name}; ${expectationOf(setting)})`,
  );
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
