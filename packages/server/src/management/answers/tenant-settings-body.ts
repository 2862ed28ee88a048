import { TenantSettingsUpdate } from '@clientele/model';
import * as Type from 'typebox';
import type { NamedSchema } from '../../http/route-description.js';
import { answer } from './body-schema.js';

/** The settings of a tenant; lifetimes in hours alone. management-api.md 7 */
export const tenantSettingsBody: NamedSchema = {
  name: 'tenantSettings',
  schema: () => answer({ ...others, ...hours }, 'Settings of the tenant.'),
};

const {
  session_lifetime_in_minutes,
  idle_session_lifetime_in_minutes,
  ephemeral_session_lifetime_in_minutes,
  idle_ephemeral_session_lifetime_in_minutes,
  ...others
} = TenantSettingsUpdate.properties;
const hoursOf = (description: string) => Type.Number({ description });
const hours = {
  session_lifetime: hoursOf('Hours for which a session lasts'),
  idle_session_lifetime: hoursOf('Hours for which a session lasts without use'),
  ephemeral_session_lifetime: hoursOf('Hours for which a passing session lasts'),
  idle_ephemeral_session_lifetime: hoursOf('Hours for which a passing session lasts without use'),
};
