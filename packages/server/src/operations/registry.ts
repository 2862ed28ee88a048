import { join } from 'node:path';
import type { OperatorSettings } from '../config/operator-settings.js';
import type { Engine } from '../storage/database/engine.js';
import { isToBeMade, openToChange, openToRead, type Place } from '../storage/engines.js';

/** Where the registry of some settings is. */
export function placeOf({ data, databaseUrl, databaseSetting }: OperatorSettings): Place {
  return { databaseUrl, databaseSetting, file: join(data, 'clientele.db') };
}

/**
 * Whether there is no registry yet, and a start makes it.
 * @throws UnavailableError where one was being restored and is not whole.
 */
export function isStillToBeMade(settings: OperatorSettings): Promise<boolean> {
  return isToBeMade(placeOf(settings));
}

/**
 * Opens a registry to read it, and closes it at the end.
 * @throws UnavailableError where there is none.
 */
export function reading<T>(settings: OperatorSettings, use: (engine: Engine) => Promise<T>): Promise<T> {
  return using(openToRead(placeOf(settings)), use);
}

/**
 * Opens a registry to change it, also while its server is running, and closes it at the end.
 * @throws UnavailableError where there is none, or its schema is not the present one.
 */
export function changing<T>(settings: OperatorSettings, use: (engine: Engine) => Promise<T>): Promise<T> {
  return using(openToChange(placeOf(settings)), use);
}

/** Uses an engine, and closes it at the end. */
export async function using<T>(opening: Promise<Engine>, use: (engine: Engine) => Promise<T>): Promise<T> {
  const engine = await opening;
  try {
    return await use(engine);
  } finally {
    await engine.db.destroy();
  }
}
