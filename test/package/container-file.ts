import { readFileSync } from 'node:fs';

/** One instruction of a container file, with its continued lines. */
export interface Instruction {
  name: string;
  rest: string;
}

/** The instructions of a container file, in their order. https://docs.docker.com/reference/dockerfile/ */
export function instructionsOf(file: string): Instruction[] {
  const lines = readFileSync(file, 'utf8')
    .split('\n')
    .filter((line) => !/^\s*(#|$)/.test(line));
  const whole = lines.join('\n').replaceAll(/\\\n\s*/g, '');
  return whole.split('\n').map((line) => {
    const [, name = '', rest = ''] = /^(\w+)\s+(.*)$/.exec(line) ?? [];
    return { name, rest };
  });
}

/** The words that come after the flags of an instruction, and the flags. */
export function wordsOf(rest: string): { flags: Map<string, string>; words: string[] } {
  const all = rest.split(/\s+/);
  const flags = all.filter((word) => word.startsWith('--')).map((word) => word.slice(2).split('='));
  return {
    flags: new Map(flags.map(([flag = '', value = '']) => [flag, value])),
    words: all.filter((word) => !word.startsWith('--')),
  };
}

/** The command of an instruction that holds one as a JSON list. */
export function commandOf(rest: string): string[] {
  return JSON.parse(rest.slice(rest.indexOf('[')));
}
