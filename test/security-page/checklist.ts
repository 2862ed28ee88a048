import { readFileSync } from 'node:fs';

/** A line of the security checklist. */
export interface ChecklistLine {
  section: string;
  number: number;
  /** The case, as the reference page words it. */
  text: string;
}

const checklist = new URL('../../docs/reference/security-checklist.md', import.meta.url);

/** The lines of sections A to D and F to K; what Clientele does not offer is none. docs/reference/security-checklist.md */
export function checklistLines(): ChecklistLine[] {
  let section = '';
  const lines: ChecklistLine[] = [];
  for (const line of readFileSync(checklist, 'utf8').split('\n')) {
    section = /^## ([A-Z]\. .+)/.exec(line)?.[1] ?? section;
    const [, number, text, happens] = /^\| (\d+) \| (.+?) \| (.+) \|$/.exec(line) ?? [];
    if (number !== undefined && text !== undefined && /^[A-DF-K]/.test(section) && happens !== 'not offered')
      lines.push({ section, number: Number(number), text });
  }
  return lines;
}
