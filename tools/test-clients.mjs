// Plays clients that others wrote, in all their languages, and checks that docs/compatibility.md says what was seen;
// `-u` writes it. Further arguments choose: npm run test:clients -- go -t x/oauth2
import { runVitest, sumOf } from './run-vitest.mjs';

const given = process.argv.slice(2);
const update = given.filter((argument) => argument === '-u');
process.env.CLIENTELE_TESTS = 'clients';
const began = Date.now();
const runs = [
  runVitest(['--project', 'clients', ...given]),
  ...(given.length === update.length
    ? [runVitest(['--project', 'contract', 'compatibility/compatibility', ...update])]
    : []),
  runVitest(['--project', 'contract', 'compatibility/page', ...update]),
];
const { passed, failed, notRun } = sumOf(runs);
const minutes = ((Date.now() - began) / 60_000).toFixed(1);
console.log(`${passed} passed, ${failed} failed, ${notRun} not run, in ${minutes} minutes`);
process.exitCode = failed === 0 ? 0 : 1;
