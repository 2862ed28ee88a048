import type { ChecklistLine } from './checklist.js';
import type { PeerCase } from './node-oidc-provider.js';
import type { NumberedTest } from './numbered-tests.js';
import { scopeWorth } from './scope-worth.js';

const head = `# Security

What the token endpoint and the clients' credentials withstand, line by line of the [security checklist](reference/security-checklist.md), and the tests that show it. The page is written by the test suite, which fails when a line has no test or the page is out of date: \`npx vitest run --project contract security-page -u\` writes it again.

Most tests run under both error profiles, \`auth0\` and \`rfc\` ([decision 0035](decisions/0035-two-error-profiles.md)). An ellipsis stands for the rows of a table. How Clientele compares with another server, request by request: \`test/contract/token-requests/requests.ts\`.
`;

const peer = `
## The cases of node-oidc-provider

Its suite for client authentication, case by case in its own words, and the test that stands for each here.
`;

const worth = `
## What each Management scope is worth

All other scopes of the Management API are worth nothing here: no request asks for them, and anybody may give them. "Refuse" is \`CLIENTELE_ESCALATION=refuse\`, the default in production: nobody gives, takes over or reads by a detour what they do not hold ([decision 0077](decisions/0077-nobody-gives-what-they-do-not-hold.md)). One scope is ours and not in the list of the Management API: \`create:client_ids\`, by which a caller chooses the id of a client that it creates; no client has it unless a grant names it ([decision 0104](decisions/0104-what-administrators-hold-and-who-chooses-ids.md)).
`;

/** The page that lists every line of the checklist with its tests. */
export function securityPage(
  lines: readonly ChecklistLine[],
  tests: readonly NumberedTest[],
  peers: readonly PeerCase[],
): string {
  const sections = [...new Set(lines.map(({ section }) => section))];
  return [
    head,
    ...sections.flatMap((section) => [
      `## ${section}\n`,
      '| no. | case | tests |',
      '| --- | --- | --- |',
      ...lines.filter((line) => line.section === section).map((line) => lineRow(line, tests)),
      '',
    ]),
    worth.trimStart(),
    '| scope | what its holder can do |',
    '| --- | --- |',
    ...Object.entries(scopeWorth).map(([scope, holder]) => row(`\`${scope}\``, holder)),
    '',
    peer.trimStart(),
    '| method | case | here |',
    '| --- | --- | --- |',
    ...peers.map(({ group, name, ours, note }) =>
      row(group, name, [ours, note].filter((part) => part !== undefined).join('. ')),
    ),
    '',
  ].join('\n');
}

function lineRow({ number, text }: ChecklistLine, tests: readonly NumberedTest[]): string {
  const own = tests.filter(({ line }) => line === number);
  const files = [...new Set(own.map(({ file }) => file))];
  const cells = files.map((file) => {
    const names = own.filter((test) => test.file === file).map(({ name }) => name);
    return `${names.join(' · ')} ([${file.split('/').at(-1)}](../${file}))`;
  });
  return row(String(number), text, cells.join('<br>'));
}

function row(...cells: string[]): string {
  return `| ${cells.map((cell) => cell.replaceAll(/(?<!\\)\|/g, '\\|')).join(' | ')} |`;
}
