import type { Outcome } from './outcome.js';
import { allSeenIn, type SeenTool } from './seen.js';

/** Where what was seen is kept, in the order of the page. */
const files = ['go', 'python', 'java', 'terraform', 'deploy-cli', 'node', 'unavailable'];

/** The tables, each with all that was seen of its tools. */
export function tables(): string[] {
  const seen = files.flatMap(allSeenIn);
  const names = [...new Set(seen.map(({ table }) => table))];
  return names.map((name) => {
    const tools = seen.filter(({ table }) => table === name);
    return `\n### ${name}\n\n${rows(tools)}\n${operations(tools)}`;
  });
}

function rows(tools: SeenTool[]): string {
  const lines = tools.map(({ tool, outcomes, notRun }) => `| ${tool} | ${result(outcomes, notRun)} |`);
  return ['| tool | operations that work |', '| --- | --- |', ...lines].join('\n');
}

function result(outcomes: Outcome[] = [], notRun?: string): string {
  if (notRun !== undefined) return `not run: ${notRun}`;
  const works = outcomes.filter(({ outcome }) => outcome === 'works');
  if (works.length === outcomes.length) return `all ${works.length}`;
  const others = outcomes.filter(({ outcome }) => outcome !== 'works');
  const how = ({ outcome, why }: Outcome) => (why ? `${outcome} (${why})` : outcome);
  const said = [...new Set(others.map(how))].map((reason) => {
    const which = others.filter((other) => how(other) === reason);
    return `${reason}: ${which.map(({ operation }) => operation).join(' · ')}`;
  });
  return [`${works.length} of ${outcomes.length}`, ...said].join('<br>');
}

/** What all tools of a table are asked to do, once. */
function operations(tools: SeenTool[]): string {
  const names = tools.flatMap(({ outcomes = [] }) => outcomes.map(({ operation }) => operation));
  return names.length === 0 ? '' : `\nThe operations: ${[...new Set(names)].join(' · ')}.\n`;
}
