#!/usr/bin/env node
// Judges a replay by what is expected of it: `judge.mjs REPORT.json [EXPECTED.json]`. A recording that fails and is
// not expected to, and one that is expected to fail and passes, are both errors.
import { readFileSync } from 'node:fs';

/** The time of a deletion is the server's own, as that of a creation, and not the recorded one. */
const ownTime = /^body\.deleted_at: "\d{4}-\d\d-\d\dT[\d:.]+Z", recorded "/;

/** What of a report is not as expected, and the figures. */
export function judge({ results, skipped }, expected = {}) {
  const failed = results.filter(({ steps }) =>
    steps.some(({ differences }) => differences.some((difference) => !ownTime.test(difference))),
  );
  const names = new Set(failed.map(({ name }) => name));
  const known = new Set(Object.values(expected).flatMap(({ recordings }) => recordings));
  const played = new Set(results.map(({ name }) => name));
  return {
    unexpected: failed.filter(({ name }) => !known.has(name)),
    outdated: [...known].filter((name) => played.has(name) && !names.has(name)),
    missing: [...known].filter((name) => !played.has(name)),
    figures: `${results.length - failed.length} of ${results.length + skipped} pass, ${failed.length} fail as expected, ${skipped} cannot be replayed`,
  };
}

if (process.argv[1] === new URL(import.meta.url).pathname) {
  const [report, expected] = process.argv.slice(2).map((file) => JSON.parse(readFileSync(file, 'utf8')));
  const { unexpected, outdated, missing, figures } = judge(report, expected);
  for (const { name, steps } of unexpected)
    console.log(`${name} fails:\n${steps.flatMap(({ differences }) => differences).join('\n')}`);
  for (const name of outdated) console.log(`${name} passes: take it off the list`);
  for (const name of missing) console.log(`${name} was not replayed: take it off the list`);
  const wrong = unexpected.length + outdated.length + missing.length;
  console.log(wrong === 0 ? figures : `${wrong} not as expected`);
  process.exitCode = wrong === 0 ? 0 : 1;
}
