import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

const page = readFileSync(fileURLToPath(new URL('../../docs/rotation.md', import.meta.url)), 'utf8');

/** A part of a runbook that is run, and the lines that it prints. */
export interface Step {
  language: 'sh' | 'js';
  code: string;
  prints: string[];
}

/** A section of the page, with what is run of it, in its order. */
export interface Section {
  title: string;
  steps: Step[];
}

/** What all runbooks begin with. */
export const beginning = 'Before you begin';

/** The sections of the page in which something is run. */
export function sections(): Section[] {
  const [, ...parts] = page.split(/^## /m);
  return parts
    .map((part) => ({ title: part.slice(0, part.indexOf('\n')), steps: stepsIn(part) }))
    .filter(({ steps }) => steps.length > 0);
}

/** The settings that the page tells to set. */
export function settings(): Record<string, string> {
  return Object.fromEntries(
    [...page.matchAll(/`(CLIENTELE_\w+)=(\w+)`/g)].map(([, name = '', value = '']) => [name, value]),
  );
}

/** The configuration for Terraform. */
export function terraformConfiguration(): string {
  return /^```hcl\n([\s\S]*?)^```$/m.exec(page)?.[1] ?? '';
}

function stepsIn(text: string): Step[] {
  return [...text.matchAll(/^```(sh|js)\n([\s\S]*?)^```$/gm)].map(([, language, code = '']) => ({
    language: language === 'js' ? 'js' : 'sh',
    code,
    prints: [...code.matchAll(/(?:#|\/\/)> (.*)$/gm)].map(([, line = '']) => line),
  }));
}

/** Whether a printed line is one of the page, where `…` is whatever differs each time. */
export function isAs(line: string, printed: string): boolean {
  const parts = line.split('…').map((text) => text.replaceAll(/[\\^$.*+?()[\]{}|]/g, '\\$&'));
  return new RegExp(`^${parts.join('.+')}$`).test(printed);
}
