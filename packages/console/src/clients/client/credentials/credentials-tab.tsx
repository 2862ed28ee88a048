import { Stack } from '@mantine/core';
import { useState } from 'react';
import { Loaded } from '../../../elements/loaded.js';
import type { ShownClient } from '../../queries/shown-client.js';
import { methodOf, usesKeys } from '../../words.js';
import { KeysList } from './keys-list.js';
import { MethodCard } from './method-card.js';
import { useRotation } from './rotation.js';
import { SecretsList } from './secrets-list.js';
import { Verdict } from './verdict.js';

const day = 86_400;

/** How the client authenticates: its method, its secrets, keys and certificates, and whether old ones may go. */
export default function CredentialsTab({ client }: { client: ShownClient }) {
  const [window, setWindow] = useState(day);
  const query = useRotation(client.client_id, window);
  const byKeys = usesKeys(methodOf(client));
  return (
    <Loaded query={query} rows={6}>
      {(rotation) => {
        const secrets = (
          <SecretsList key="secrets" clientId={client.client_id} rotation={rotation} usesKeys={byKeys} />
        );
        const keys = <KeysList key="keys" client={client} rotation={rotation} />;
        const several = rotation.secrets.length + rotation.credentials.length > 1;
        return (
          <Stack gap="xl">
            <MethodCard client={client} rotation={rotation} />
            {several && <Verdict rotation={rotation} window={window} onWindow={setWindow} />}
            {byKeys ? [keys, secrets] : [secrets, keys]}
          </Stack>
        );
      }}
    </Loaded>
  );
}
