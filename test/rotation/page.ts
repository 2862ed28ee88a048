import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

const page = readFileSync(fileURLToPath(new URL('../../docs/rotation.md', import.meta.url)), 'utf8');

/** A part of a runbook that is run, and the lines that it prints. */
export interface Step {
  language: 'sh' | 'js';
  code: string;
  prints: string[];
}

/** A section of the page with steps, which are run one after the other. */
export interface Runbook {
  title: string;
  steps: Step[];
}

/** The sections of the page in which something is run; the first is what each of the others begins with. */
export function sections(): Runbook[] {
  const [, ...parts] = page.split(/^## /m);
  return parts
    .map((part) => ({ title: part.slice(0, part.indexOf('\n')), steps: stepsIn(part) }))
    .filter(({ steps }) => steps.length > 0);
}

/** The settings that the page names, by the names of their variables. */
export function settings(): Record<string, string> {
  const [, ...lines] = blocks(page, 'ini').join('').split(/^(?=CLIENTELE_)/m);
  return Object.fromEntries(lines.map((line) => line.trim().split('=')));
}

/** The configuration for Terraform. */
export function terraformConfiguration(): string {
  return blocks(page, 'hcl').join('\n');
}

function stepsIn(text: string): Step[] {
  return [...text.matchAll(/^```(sh|js)\n([\s\S]*?)^```$/gm)].map(([, language, code = '']) => ({
    language: language === 'js' ? 'js' : 'sh',
    code,
    prints: [...code.matchAll(/^(?:#|\/\/)> (.*)$/gm)].map(([, line = '']) => line),
  }));
}

function blocks(text: string, language: string): string[] {
  return text.split(/^```/m).flatMap((part) => {
    const [first, ...rest] = part.split('\n');
    return first === language ? [rest.join('\n')] : [];
  });
}

/** A line of the page as an expression; `…` is whatever differs each time. */
export function patternOf(line: string): RegExp {
  return new RegExp(`^${line.split('…').map(RegExp.escape ?? escaped).join('.+')}$`);
}

const escaped = (text: string) => text.replaceAll(/[\\^$.*+?()[\]{}|]/g, '\\$&');
