import { existsSync } from 'node:fs';
import { join } from 'node:path';
import type { OperatorSettings } from '../config/operator-settings.js';
import { openDataFolder } from '../instance/data-folder.js';
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

/**
 * Opens a registry to change it, and closes it at the end; on SQLite its server must not be running, since it knows of no
 * changes by others.
 * @throws OperatorError where there is none, its schema is not the present one, or the data folder is in use.
 */
export async function changingAlone<T>(
  settings: OperatorSettings,
  use: (engine: Engine) => Promise<T>,
): Promise<T> {
  // Where there is no database, no folder is made either.
  const isFile = settings.databaseUrl === undefined && existsSync(placeOf(settings).file);
  const folder = isFile ? openDataFolder(settings.data) : undefined;
  try {
    return await changing(settings, use);
  } finally {
    folder?.release();
  }
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
