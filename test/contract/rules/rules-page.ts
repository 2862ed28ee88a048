import { type NumberedRule, numberedRules, titleOf } from './numbered-rules.js';
import { parts } from './rules.js';

const introduction = `# The rules of the SDK, each with its tests

What holds for a client of the Management API and for \`@clientele/sdk\`, one row for each rule. The tests of a row are run with all others: on a real server, through the SDK, and on a stub, a \`fetch\` that records what the SDK sends and answers as a server would. Their names begin as the row says, in \`test/contract/rules\`: \`npx vitest run --project contract test/contract/rules\` runs all of them, and with \`-u\` writes this page. Where a test elsewhere shows more, it is named; where one side has nothing to show, the row says why.
`;

/** The page: each rule with what shows it. */
export function rulesPage(): string {
  const rules = numberedRules();
  const texts = parts.map(({ title, sections }, part) => {
    const tables = sections.map(({ title: of }, section) => {
      const begin = `${part + 1}.${section + 1}.`;
      const rows = rules.filter(({ number }) => number.startsWith(begin)).map(row);
      return `### ${part + 1}.${section + 1} ${of}\n\n| | rule | on a server | on a stub |\n| --- | --- | --- | --- |\n${rows.join('\n')}\n`;
    });
    return `## ${part + 1} ${title}\n\n${tables.join('\n')}`;
  });
  return [introduction, ...texts].join('\n');
}

function row(rule: NumberedRule): string {
  return `| ${rule.number} | ${cell(rule.says)} | ${shown(rule, 'server')} | ${shown(rule, 'stub')} |`;
}

function shown(rule: NumberedRule, side: 'server' | 'stub'): string {
  const by = rule[side];
  if (typeof by === 'function') return `\`${titleOf(rule, side)}\``;
  if ('not' in by) return cell(by.not);
  return `[${by.file}](../${by.file}): ${cell(by.test)}`;
}

function cell(text: string): string {
  return text.replaceAll('|', '\\|');
}
