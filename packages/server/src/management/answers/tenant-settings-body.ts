import * as Type from 'typebox';
import type { NamedSchema } from '../../http/route-description.js';
import { answer, object, text } from './body-schema.js';

/** The settings of a tenant. management-api.md 7 */
export const tenantSettingsBody: NamedSchema = {
  name: 'tenantSettings',
  schema: () =>
    answer(
      {
        friendly_name: text('Name of the tenant'),
        enabled_locales: Type.Array(Type.String(), { description: 'Languages' }),
        flags: object('Switches'),
        sandbox_version: text('Version of the sandbox'),
      },
      'Settings of the tenant.',
    ),
};
