import { TenantSettingsUpdate } from '@clientele/model';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { Loaded } from '../elements/loaded.js';
import { useMissing } from '../elements/permitted.js';
import { PropertiesForm, type ReadState } from '../elements/properties/properties-form.js';
import type { PropertySchema } from '../elements/properties/schema.js';
import { useSignedIn } from '../session/session-context.js';
import { tenantGroups, tenantHelp } from './tenant-groups.js';

const schemas = TenantSettingsUpdate.properties as unknown as Readonly<Record<string, PropertySchema>>;
const groups = tenantGroups(Object.keys(schemas));
const key = ['tenant', 'settings'];

/** The settings of the tenant. */
export function TenantSettings() {
  const { api } = useSignedIn();
  const queries = useQueryClient();
  const missing = useMissing('update:tenant_settings');
  const read = async (): Promise<ReadState> => ({ state: { ...(await api.tenant.getSettings()).data } });
  const settings = useQuery({ queryKey: key, queryFn: read });
  return (
    <Loaded query={settings} rows={8}>
      {(began) => (
        <PropertiesForm
          what="tenant"
          began={began}
          schemas={schemas}
          groups={groups}
          help={tenantHelp}
          missing={missing}
          read={read}
          save={(body) => api.tenant.updateSettings(body)}
          onSaved={(saved) => queries.setQueryData(key, saved)}
        />
      )}
    </Loaded>
  );
}
