import type { SettingKey, Values } from '@clientele/server';
import { expectTypeOf, it } from 'vitest';
import type { ServerSettings } from '../../src/index.js';

/** A list may be given as one text. */
type AsData<Value> = Value extends readonly string[] ? string | readonly string[] : Value;

it('the settings of a server in process are those of the table, each with its type', () => {
  expectTypeOf<ServerSettings>().toEqualTypeOf<{
    [Key in SettingKey]?: AsData<NonNullable<Values[Key]>>;
  }>();
});
