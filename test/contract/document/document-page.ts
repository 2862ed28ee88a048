import type { Difference } from './differences.js';
import { type Reason, reasonOf, reasons } from './reasons.js';

const sources: Readonly<Record<Reason['source'], string>> = {
  recordings: 'Recorded traffic shows something else than the description says.',
  'newer types': 'The original has moved on since.',
  'access rules': 'The rules of who may see and change what decide.',
  extension: 'Clientele has more.',
  bounds: 'Clientele is stricter with what nobody needs.',
  notation: 'The same, written in another way.',
  'not here': 'Clientele has none of it.',
};

/** The page that lists the reasons, each with the number of differences that it is behind. */
export function documentPage(compared: number, found: readonly Difference[]): string {
  const rows = (source: Reason['source']) =>
    reasons
      .filter((reason) => reason.source === source)
      .map((reason) => `| ${reason.text} | ${found.filter((one) => reasonOf(one) === reason).length} |`);
  return [
    '# Beside the published description',
    '',
    `Auth0 publishes an OpenAPI description of its Management API; the one of June 2026 was compared with this server's own, \`/openapi.json\`: every operation, parameter, property, type, limit, list of values, scope and status, in both directions. Of ${compared} facts ${found.length} differ, each for one of the reasons below.`,
    '',
    'Wherever the description is at hand, a test makes the comparison, fails for a difference without a reason and for a reason without a difference, and writes this page: `npx vitest run --project contract test/contract/document -u`.',
    ...(Object.keys(sources) as Reason['source'][]).flatMap((source) => [
      '',
      `## ${sources[source]}`,
      '',
      '| what | differences |',
      '| --- | --- |',
      ...rows(source),
    ]),
    '',
  ].join('\n');
}
