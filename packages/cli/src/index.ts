export type { ServerSettings } from './in-process/server-settings.js';
export { StartError } from './in-process/start-error.js';
export {
  type Administrator,
  type OptionsInMemory,
  type ServerInMemory,
  type StartedServer,
  type StartOptions,
  startServer,
} from './in-process/start-server.js';
