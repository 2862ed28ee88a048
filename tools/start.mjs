// What `npm start` runs: the set-up, and then the server in this same process, so that a signal to npm ends it.
import { join } from 'node:path';
import { fail } from './setup/failure.mjs';
import { root } from './setup/files.mjs';
import { portProblem } from './setup/ports.mjs';
import { setUp } from './setup/set-up.mjs';
import { swallowedFlagsProblem } from './setup/swallowed-flags.mjs';

const flags = process.argv.slice(2);
const onlyAsks = flags.includes('--help') || flags.includes('--version');

const swallowed = swallowedFlagsProblem(flags, process.env);
if (swallowed !== undefined) fail(swallowed);
await setUp({ problem: () => (onlyAsks ? undefined : portProblem(flags, process.env)) });
process.argv[1] = join(root, 'packages/server/bundle/main.js');
await import('../packages/server/bundle/main.js');
