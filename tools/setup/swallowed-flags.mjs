// Flags of the server that npm took for its own: `npm start --http-port 5108` leaves in the environment that there was
// a flag, and hands on what looks like its value as an argument of its own.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { root } from './files.mjs';

/** What is wrong with how npm was called, if anything. */
export function swallowedFlagsProblem(args, env) {
  const swallowed = settingFlags().flatMap(({ flag, secret }) => {
    const value = env[`npm_config_${flag.replaceAll('-', '_')}`];
    return value === undefined ? [] : [{ flag: `--${flag}`, value: secret ? undefined : value }];
  });
  if (swallowed.length === 0) return undefined;
  const apart = swallowed.filter(({ value }) => value === 'true');
  const shown = ({ value }) => {
    if (value !== 'true') return value ?? '<value>';
    return apart.length === 1 && args.length === 1 ? args[0] : '<value>';
  };
  const names = swallowed.map(({ flag }) => flag).join(', ');
  const rewritten = swallowed.map((one) => `${one.flag} ${shown(one)}`).join(' ');
  return `npm took ${names} for an option of its own: put -- before the flags of the server: npm start -- ${rewritten}`;
}

// Nothing is built yet that could be asked for them.
/** The flags of all settings, and which of them hold a secret. */
export function settingFlags() {
  const tables = ['settings', 'console-settings'].map((name) =>
    readFileSync(join(root, `packages/server/src/config/${name}.ts`), 'utf8'),
  );
  const settings = tables.flatMap((table) => table.split(/^ {4}name: /m).slice(1));
  return settings.map((text) => {
    const [, name] = /^'CLIENTELE_(\w+)'/.exec(text) ?? [];
    const [, flag = name.toLowerCase().replaceAll('_', '-')] = /^ {4}flag: '([\w-]+)'/m.exec(text) ?? [];
    return { flag, secret: /^ {4}secret: true/m.test(text) };
  });
}
