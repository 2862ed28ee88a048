export { type Config, readInvocation } from './config.js';
export { type InstanceKeys, loadInstanceKeys } from './instance/instance-key.js';
export { StartError } from './instance/start-error.js';
export {
  addInstanceKey,
  newInstanceKey,
  retireOldKeys,
  rotateInstanceKey,
} from './operations/instance-keys.js';
export { type RunningServer, type StartOptions, start } from './start.js';
export {
  type InstanceKeyState,
  instanceKeyState,
  type Rotated,
  type RotationOptions,
} from './storage/instance-key-rotation.js';
export { UnavailableError } from './storage/storage.js';
