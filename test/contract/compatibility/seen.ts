import { existsSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import type { Outcome } from './outcome.js';

/** What was seen of one tool: what came of each operation, or, in `unavailable`, why it was run nowhere yet. */
export interface SeenTool {
  tool: string;
  /** The table of the page that it stands in. */
  table: string;
  outcomes?: Outcome[];
  notRun?: string;
}

/** The file that keeps what was seen of some tools, so that the page has them also where they cannot be run. */
export function fileOf(name: string): string {
  return fileURLToPath(new URL(`seen/${name}.json`, import.meta.url));
}

/** A tool as its row names it. */
interface Named {
  name: string;
  version: string;
  table: string;
}

/** What was seen of these tools, in their order. */
export function seenOf(tools: Named[], seen: SeenTool[]): SeenTool[] {
  return tools.flatMap((tool) => seen.find((one) => isOf(one, tool)) ?? []);
}

/** All that was seen before. */
export function allSeenIn(name: string): SeenTool[] {
  const file = fileOf(name);
  return existsSync(file) ? (JSON.parse(readFileSync(file, 'utf8')) as SeenTool[]) : [];
}

/** With what was seen now of a tool. */
export function withOutcomes(seen: SeenTool[], tool: Named, outcomes: Outcome[]): SeenTool[] {
  const entry: SeenTool = { tool: `${tool.name} ${tool.version}`, table: tool.table, outcomes };
  return seen.some((one) => isOf(one, tool))
    ? seen.map((one) => (isOf(one, tool) ? entry : one))
    : [...seen, entry];
}

function isOf(seen: SeenTool, { name, version, table }: Named): boolean {
  return seen.tool === `${name} ${version}` && seen.table === table;
}

/** As it is kept. */
export function textOf(seen: SeenTool[]): string {
  return `${JSON.stringify(seen, null, 2)}\n`;
}
