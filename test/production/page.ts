import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

const page = readFileSync(fileURLToPath(new URL('../../docs/production.md', import.meta.url)), 'utf8');

/** A part of the page that is run as it stands. */
export interface Block {
  language: 'sh' | 'sql';
  /** What a machine may not have and the block cannot do without. */
  needs: string | undefined;
  code: string;
}

/** The blocks that are run, in their order; what no test can do stands in blocks of other languages. */
export function runBlocks(): Block[] {
  return [...page.matchAll(/^```(sh|sql)(?: needs=(\w+))?\n([\s\S]*?)^```$/gm)].map(
    ([, language, needs, code = '']) => ({ language: language === 'sql' ? 'sql' : 'sh', needs, code }),
  );
}

/** A setting that production refuses, and how its refusal begins. */
export interface Refusal {
  given: string;
  env: Record<string, string>;
  flags: string[];
  line: string;
}

/** The table of what is refused. */
export function refusals(): Refusal[] {
  const [, table = ''] = page.split('| given | refused with |');
  return [...table.matchAll(/^\| `([^`]+)` \| (.+) \|$/gm)].map(([, given = '', line = '']) => {
    const words = given.split(' ');
    return {
      given,
      flags: words.filter((word) => word.startsWith('--')),
      env: Object.fromEntries(
        words
          .filter((word) => !word.startsWith('--'))
          .map((word) => [word.slice(0, word.indexOf('=')), word.slice(word.indexOf('=') + 1)]),
      ),
      line,
    };
  });
}
