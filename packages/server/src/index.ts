export { type Config, readConfig } from './config/config.js';
export type { Setting } from './config/setting.js';
export { type SettingKey, settings, type Values } from './config/settings.js';
export { OperatorError } from './errors/operator-error.js';
export { type InstanceKeys, loadInstanceKeys } from './instance/instance-key.js';
export { type RunningServer, type StartOptions, start } from './lifecycle/start.js';
export {
  addInstanceKey,
  newInstanceKey,
  retireOldKeys,
  rotateInstanceKey,
} from './operations/instance-keys.js';
export {
  type InstanceKeyState,
  instanceKeyState,
  type Rotated,
  type RotationOptions,
} from './storage/seals/rotation.js';
