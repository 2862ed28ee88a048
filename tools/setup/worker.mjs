// The process that installs and builds, in a process group of its own with all that it starts: so the whole of it can
// be ended at once, and is, when whoever asked for it is gone.
import { installedPackages } from './installation.mjs';
import { takeLock } from './lock.mjs';
import { doSteps } from './steps.mjs';

const countEvery = 250;

process.on('disconnect', endGroup);
try {
  await takeLock(() => report({ kind: 'waits' }));
  await doSteps({ begin, repair: (missing) => report({ kind: 'repairs', missing }) });
} catch (error) {
  const { message, output = error.stack } = error;
  await report({ kind: 'failed', message, output });
  endGroup();
}
await report({ kind: 'done' });
process.exit();

function begin({ name }) {
  report({ kind: 'begins', name });
  if (name !== 'install') return () => report({ kind: 'ends', name });
  const counting = setInterval(() => report({ kind: 'counts', packages: installedPackages() }), countEvery);
  return () => {
    clearInterval(counting);
    report({ kind: 'counts', packages: installedPackages() });
    return report({ kind: 'ends', name });
  };
}

function report(message) {
  return new Promise((resolve) => process.send(message, resolve));
}

function endGroup() {
  if (process.platform === 'win32') process.exit(1);
  process.kill(-process.pid, 'SIGKILL');
}
