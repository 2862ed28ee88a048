export { type Config, readInvocation } from './config.js';
export { StartError } from './instance/start-error.js';
export { type RunningServer, type StartOptions, start } from './start.js';
export { UnavailableError } from './storage/storage.js';
