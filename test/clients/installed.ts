import { accessSync, constants } from 'node:fs';
import { delimiter, join } from 'node:path';

/** Why programs cannot be run here; undefined where all of them are installed. */
export function whyNotHere(programs: string[]): string | undefined {
  const missing = programs.filter((program) => !isInstalled(program));
  return missing.length === 0 ? undefined : `this machine has no ${missing.join(' and no ')}`;
}

function isInstalled(program: string): boolean {
  return (process.env.PATH ?? '').split(delimiter).some((folder) => {
    try {
      accessSync(join(folder, program), constants.X_OK);
      return true;
    } catch {
      return false;
    }
  });
}
