import type { OperatorSettings } from '../config/operator-settings.js';
import type { SecretsMode } from '../storage/seals/secrets-mode.js';
import { type SwitchedMode, switchSecretsMode } from '../storage/switch-secrets-mode.js';
import { changingAlone } from './registry.js';

/**
 * Brings a registry into a secrets mode. On SQLite its server must not be running; on PostgreSQL servers obey at once.
 * docs/decisions/0119
 * @throws OperatorError with one line that says what is wrong and how to fix it.
 */
export function switchRegistry(settings: OperatorSettings, mode: SecretsMode): Promise<SwitchedMode> {
  const options = { by: 'clientele secrets mode', now: Date.now };
  return changingAlone(settings, (engine) => switchSecretsMode(engine, mode, options));
}
