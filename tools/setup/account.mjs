// Turns what the worker reports into lines for people.
import * as download from './download.mjs';
import { showProgress } from './progress.mjs';
import { allSteps } from './steps.mjs';

/** Hears the reports one after the other, and shows what goes on between them. */
export function keepAccount() {
  const running = new Map();
  let fromTheStart = false;
  let waitingSince;
  let saidWhy = false;
  const progress = showProgress(() =>
    waitingSince === undefined
      ? [...running.values()].map(lineOf).join(' · ')
      : lineOf(waiting(waitingSince)),
  );

  const heard = {
    waits() {
      if (waitingSince !== undefined) return;
      waitingSince = performance.now();
      progress.announce(`${waiting().title} …`);
    },
    repairs: ({ missing }) =>
      progress.say(`node_modules is damaged (${missing} is missing), so it is installed again.`),
    begins({ name }) {
      waitingSince = undefined;
      if (name === 'install') {
        fromTheStart = true;
        progress.say(`Setting up takes a minute or two and downloads up to ${download.megabytes} MB.`);
      }
      const title = titleOf(name, fromTheStart);
      running.set(name, { title, began: performance.now() });
      progress.announce(`${title} …`);
    },
    counts: ({ packages }) => Object.assign(running.get('install'), { packages }),
    ends({ name }) {
      const { title, began, packages } = running.get(name);
      running.delete(name);
      const made = packages === undefined ? '' : `${packages} packages, `;
      progress.say(`${title}: ${made}done in ${secondsSince(began)}`);
    },
    done: () => undefined,
    failed({ message, output }) {
      saidWhy = true;
      running.clear();
      progress.say(`${output.trimEnd()}\n${message}`.trimStart());
    },
  };

  return {
    hear: (report) => heard[report.kind](report),
    close({ interruption, code }) {
      progress.end();
      if (interruption !== undefined) console.error('Interrupted. The next start does what is left.');
      else if (code !== 0 && !saidWhy)
        console.error('The set-up was killed. The next start does what is left.');
    },
  };
}

function waiting(since) {
  return { title: 'Waiting for another start, which sets this checkout up', began: since };
}

// Counted where all of them follow.
function titleOf(name, counted) {
  const index = allSteps.findIndex((step) => step.name === name);
  return `${counted ? `(${index + 1}/${allSteps.length}) ` : ''}${allSteps[index].doing}`;
}

function lineOf({ title, began, packages }) {
  const soFar = packages === undefined ? '' : `${packages} of about ${download.packages} packages, `;
  return `${title}: ${soFar}${secondsSince(began)}`;
}

function secondsSince(time) {
  return `${Math.round((performance.now() - time) / 1000)} s`;
}
