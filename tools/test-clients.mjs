// Plays clients that others wrote, in all their languages, and checks that docs/compatibility.md says what was seen;
// -u writes it: npm run test:clients -- go python -t x/oauth2; --newest leaves out older versions
import { readdirSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { runVitest, sumOf } from './run-vitest.mjs';

const entries = readdirSync(new URL('../test/clients/', import.meta.url), { withFileTypes: true });
const languages = entries.filter((entry) => entry.isDirectory()).map(({ name }) => name);
const parts = [...languages, 'recipes'];

function argumentsOf() {
  try {
    const options = {
      update: { type: 'boolean', short: 'u' },
      test: { type: 'string', short: 't' },
      newest: { type: 'boolean' },
    };
    const { values, positionals } = parseArgs({ allowPositionals: true, options });
    const unknown = positionals.filter((part) => !parts.includes(part));
    if (unknown.length > 0) throw new Error(`there is no part ${unknown.join(', ')}`);
    return { ...values, chosen: positionals };
  } catch ({ message }) {
    console.error(
      `${message.split('. ')[0]}; expected some of ${parts.join(', ')}, -t with part of a tool's name, --newest, -u`,
    );
    process.exit(2);
  }
}

const { update, test, newest, chosen } = argumentsOf();
const updating = update ? ['-u'] : [];
const filters = test === undefined ? [] : ['-t', test];
process.env.CLIENTELE_TESTS = 'clients';
if (newest) process.env.CLIENTELE_CLIENTS = 'newest';
const began = Date.now();
const files = chosen.map((part) => (part === 'recipes' ? 'clients/recipes' : `clients/${part}/`));
const runs = [runVitest(['--project', 'clients', ...files, ...filters, ...updating])];
// What npm test plays too.
if (chosen.length === 0 && test === undefined && !newest)
  runs.push(runVitest(['--project', 'contract', 'compatibility/compatibility', ...updating]));
runs.push(runVitest(['--project', 'contract', 'compatibility/page', ...updating]));
const { passed, failed, notRun } = sumOf(runs);
const minutes = ((Date.now() - began) / 60_000).toFixed(1);
console.log(`${passed} passed, ${failed} failed, ${notRun} not run, in ${minutes} minutes`);
process.exitCode = failed === 0 ? 0 : 1;
