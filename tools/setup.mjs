// Installs and builds where that is needed, and does nothing where it is not.
import { setUp } from './setup/set-up.mjs';

await setUp();
