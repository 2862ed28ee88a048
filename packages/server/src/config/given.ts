import { OperatorError } from '../errors/operator-error.js';
import type { Mode, Setting } from './setting.js';
import { type Fallbacks, type Flags, flagOf, type SettingKey, settings, type Values } from './settings.js';

/** A text that was given for a setting, and where. */
export interface Given {
  text: string;
  /** The flag or the variable, as it was written. */
  source: string;
}

/** What was given on the command line and in the environment, not yet understood. */
export type GivenTexts = ReadonlyMap<SettingKey, Given>;

const entries = Object.entries(settings) as [SettingKey, Setting][];

/**
 * Collects the texts of all settings: a flag wins over its variable, an empty variable is none (docs/architecture.md, "Starting").
 * @throws OperatorError for an empty flag.
 */
export function collect(flags: Flags, env: NodeJS.ProcessEnv): GivenTexts {
  const given = new Map<SettingKey, Given>();
  for (const [key, { name }] of entries) {
    const text = env[name];
    if (text !== undefined && text !== '') given.set(key, { text, source: name });
  }
  for (const [key, text] of flags) {
    const source = `--${flagOf(settings[key])}`;
    if (text === '') throw new OperatorError(`${source}: no value given, expected ${settings[key].expected}`);
    given.set(key, { text, source });
  }
  return given;
}

const names: ReadonlySet<string> = new Set(entries.map(([, { name }]) => name));
/** What Kubernetes and Docker set in each container for a service whose name begins with this one. */
const ofServices =
  /_SERVICE_(HOST|PORT)(_\w+)?=|_PORT(_\d+_(TCP|UDP|SCTP))?=(tcp|udp|sctp):\/\/|_PORT_\d+_(TCP|UDP|SCTP)_(PROTO|PORT|ADDR)=/;

/** A warning for each variable that looks like a setting and is none: nothing else would point out a misspelt one. */
export function unknownVariables(env: NodeJS.ProcessEnv): string[] {
  return Object.entries(env)
    .filter(([name]) => name.startsWith('CLIENTELE_') && !names.has(name))
    .filter(([name, text]) => !ofServices.test(`${name}=${text}`))
    .map(
      ([name]) =>
        `${name} is not a known setting and is ignored: check its spelling (--help lists all settings).`,
    );
}

/** Understands what was given, or says which setting is wrong and what it expects. */
export function understand(given: GivenTexts): Values {
  return Object.fromEntries([...given].map(([key, one]) => [key, parse(settings[key], one)])) as Values;
}

/** The values that hold where nothing was given. */
export function fallbacks(mode: Mode): Fallbacks {
  const values = entries.flatMap(([key, setting]) => {
    const text = typeof setting.fallback === 'object' ? setting.fallback[mode] : setting.fallback;
    return text === undefined ? [] : [[key, parse(setting, { text, source: setting.name })]];
  });
  return Object.fromEntries(values) as Fallbacks;
}

function parse(setting: Setting, { text, source }: Given): unknown {
  const value = setting.parse(text);
  if (value === undefined)
    throw new OperatorError(`${source}: ${shown(setting, text)} given, expected ${setting.expected}`);
  return value;
}

function shown(setting: Setting, text: string): string {
  if (setting.secret) return `a text of ${text.length} characters`;
  return JSON.stringify(text.length > 100 ? `${text.slice(0, 100)}…` : text);
}
