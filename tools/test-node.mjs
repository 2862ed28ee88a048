// Runs the tests of what runs in a user's Node on each version that is supported; arguments choose among them:
// npm run test:node -- 24 26 --project server
import { parseArgs } from 'node:util';
import { nodeOf } from './node-versions.mjs';
import { runVitest, sumOf } from './run-vitest.mjs';

const supported = ['20.20', '22', '24', '26'];
const apart = (name) => ['--project', name];
const projects = {
  model: apart('model'),
  sdk: apart('sdk'),
  server: apart('server'),
  start: [...apart('contract'), 'test/start'],
};

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: { project: { type: 'string', multiple: true } },
});
const chosen = values.project ?? Object.keys(projects);
const unknown = chosen.filter((name) => !(name in projects));
if (unknown.length > 0) {
  console.error(`no such project: ${unknown.join(', ')}; there are ${Object.keys(projects).join(', ')}`);
  process.exit(1);
}

const results = (positionals.length > 0 ? positionals : supported).map(testOn);
for (const { line } of results) console.log(line);
process.exitCode = results.some(({ failed }) => failed > 0) ? 1 : 0;

function testOn(version) {
  const { program, exactly, why } = nodeOf(version);
  if (why !== undefined) return { line: `not run: Node ${version}, since ${why}`, failed: 0 };
  console.log(`Node ${exactly}: ${chosen.join(', ')}`);
  const { passed, failed, notRun } = sumOf(chosen.map((name) => runVitest(projects[name], program)));
  const line = `Node ${exactly}: ${passed} passed, ${failed} failed`;
  return { line: notRun === 0 ? line : `${line}, not run: ${notRun}`, failed };
}
