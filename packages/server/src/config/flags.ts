import { parseArgs } from 'node:util';
import { OperatorError } from '../errors/operator-error.js';
import type { Setting } from './setting.js';
import { type Flags, flagOf, type SettingKey, settings } from './settings.js';

const keyOfFlag = new Map(
  (Object.entries(settings) as [SettingKey, Setting][]).map(([key, setting]) => [flagOf(setting), key]),
);

/**
 * Reads a command line that holds flags of settings and nothing else.
 * @throws OperatorError for anything else, and for a flag without a value.
 */
export function readFlags(argv: readonly string[]): Flags {
  const flags = new Map<SettingKey, string>();
  for (const token of tokensOf(argv)) {
    if (token.kind === 'option-terminator') continue;
    if (token.kind === 'positional') throw unknown(token.value);
    const key = keyOfFlag.get(token.name);
    if (key === undefined || !token.rawName.startsWith('--')) throw unknown(token.rawName);
    flags.set(key, textOf(token));
  }
  return flags;
}

function tokensOf(argv: readonly string[]) {
  const options = Object.fromEntries(
    [...keyOfFlag.keys()].map((flag) => [flag, { type: 'string' as const }]),
  );
  return parseArgs({ args: [...argv], options, strict: false, allowPositionals: true, tokens: true }).tokens;
}

// A value that looks like a flag is a forgotten one, unless it is tied on with `=`.
function textOf({ value, inlineValue }: { value?: string | undefined; inlineValue?: boolean | undefined }) {
  return value !== undefined && (inlineValue || !value.startsWith('--')) ? value : '';
}

function unknown(argument: string): OperatorError {
  return new OperatorError(`unknown argument ${JSON.stringify(argument)}: --help lists the valid ones`);
}
