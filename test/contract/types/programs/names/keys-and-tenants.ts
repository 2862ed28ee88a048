import {
  type GetSigningKeys200ResponseInner,
  KeysManager,
  type TenantSettings,
  type TenantSettingsUpdate,
  TenantsManager,
} from 'auth0';

type Configuration = ConstructorParameters<typeof KeysManager>[0];

export async function current(configuration: Configuration): Promise<string | undefined> {
  const keys = new KeysManager(configuration);
  const { data } = await keys.getAll();
  const signing: GetSigningKeys200ResponseInner | undefined = data.find((key) => key.current);
  await keys.get({ kid: signing?.kid ?? '' });
  const { data: next } = await keys.rotate();
  await keys.revoke({ kid: next.kid });
  return next.cert;
}

export async function rename(configuration: Configuration, name: string): Promise<TenantSettings> {
  const tenants = new TenantsManager(configuration);
  const update: TenantSettingsUpdate = { friendly_name: name };
  await tenants.updateSettings(update);
  return (await tenants.getSettings({ fields: 'friendly_name' })).data;
}
