// The set-up as whoever starts something sees it: nothing where all is done, otherwise a line that says what goes on.
import { fork } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { keepAccount } from './account.mjs';
import { fail } from './failure.mjs';
import { nodeProblem } from './node-version.mjs';
import { isReady } from './steps.mjs';

const signals = ['SIGINT', 'SIGTERM', 'SIGHUP'];
const parentEvery = 500;

/** Returns when the checkout can be used; `problem` says what would make that useless, and is asked first. */
export async function setUp({ problem = () => undefined } = {}) {
  refuse(nodeProblem(process.versions.node));
  if (isReady()) return;
  refuse(await problem());
  await work();
}

function refuse(problem) {
  if (problem !== undefined) fail(problem);
}

/** Has the worker do it, and ends as the worker ends. */
async function work() {
  const account = keepAccount();
  const worker = fork(fileURLToPath(new URL('./worker.mjs', import.meta.url)), {
    detached: process.platform !== 'win32',
    stdio: ['ignore', 'inherit', 'inherit', 'ipc'],
  });
  let interruption;
  // What must survive `kill -9` at any moment need not be ended in any other way.
  const interrupt = (signal) => {
    interruption ??= signal;
    endGroup(worker);
  };
  for (const signal of signals) process.on(signal, interrupt);
  const watch = endWithParent(() => interrupt('SIGTERM'));
  worker.on('message', account.hear);
  const code = await new Promise((resolve) => worker.on('close', resolve));
  clearInterval(watch);
  for (const signal of signals) process.off(signal, interrupt);
  endGroup(worker);
  account.close({ interruption, code });
  if (interruption !== undefined) process.kill(process.pid, interruption);
  if (code !== 0) process.exit(1);
}

function endGroup(worker) {
  try {
    if (process.platform === 'win32') worker.kill();
    else process.kill(-worker.pid, 'SIGKILL');
  } catch (error) {
    if (error.code !== 'ESRCH') throw error;
  }
}

// npm killed outright forwards no signal, and nobody waits for this any more.
function endWithParent(end) {
  if (process.env.npm_lifecycle_event === undefined) return undefined;
  const parent = process.ppid;
  return setInterval(() => process.ppid !== parent && end(), parentEvery);
}
