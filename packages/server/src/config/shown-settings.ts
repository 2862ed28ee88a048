import type { GivenTexts } from './given.js';
import type { Mode, Setting } from './setting.js';
import { type SettingKey, settings } from './settings.js';

/** A setting as it may be shown to those who use the server; a secret has no value. */
export interface ShownSetting {
  name: string;
  meaning: string;
  value: string | null;
  source: 'default' | 'set';
  secret: boolean;
}

/** All settings as they hold, without a secret. docs/decisions/0124 */
export function shownSettings(given: GivenTexts, mode: Mode): ShownSetting[] {
  const all = Object.entries(settings) as [SettingKey, Setting][];
  return all.map(([key, { name, meaning, fallback, secret = false }]) => {
    const set = given.get(key);
    const usual = typeof fallback === 'object' ? fallback[mode] : fallback;
    const value = secret ? undefined : (set?.text ?? usual);
    return { name, meaning, value: value ?? null, source: set ? 'set' : 'default', secret };
  });
}
