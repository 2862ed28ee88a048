import { ResourceServerUpdate } from '@clientele/model';
import { Button, Group, Stack, Text } from '@mantine/core';
import { useQueryClient } from '@tanstack/react-query';
import { onlyIf } from '../api/only-if.js';
import { useMutation } from '../api/use-mutation.js';
import { FailureNotice } from '../elements/failure-notice.js';
import { Identifier } from '../elements/identifier.js';
import { useMissing } from '../elements/permitted.js';
import { type FieldGroup, PropertiesForm } from '../elements/properties/properties-form.js';
import type { PropertySchema } from '../elements/properties/schema.js';
import { useSignedIn } from '../session/session-context.js';
import { apiKey, type ReadApi, readApi, type ShownApi, systemReason } from './read-api.js';

const schemas = ResourceServerUpdate.properties as unknown as Readonly<Record<string, PropertySchema>>;

const known: readonly FieldGroup[] = [
  {
    title: 'Basics',
    about: 'What the API is called, and for how long its tokens are good.',
    properties: ['name', 'token_lifetime', 'token_lifetime_for_web', 'signing_alg'],
  },
  {
    title: 'Who gets tokens',
    about: 'For clients themselves, for users, and whether users are asked.',
    properties: [
      'subject_type_authorization',
      'allow_offline_access',
      'allow_online_access',
      'allow_online_access_with_ephemeral_sessions',
      'skip_consent_for_verifiable_first_party_clients',
      'consent_policy',
      'enforce_policies',
      'authorization_policy',
    ],
  },
  {
    title: 'What tokens are like',
    about: 'Their form, whether they are encrypted, and whether they are bound to a key.',
    properties: [
      'token_dialect',
      'token_encryption',
      'proof_of_possession',
      'token_lifetime_for_anonymous_access_tokens',
    ],
  },
];
const listed = new Set(known.flatMap(({ properties }) => properties));
/** Scopes have a page of their own; the secret that signs is shown when it is asked for. */
const elsewhere = new Set(['scopes', 'signing_secret']);
const groups: readonly FieldGroup[] = [
  ...known,
  {
    title: 'Others',
    about: 'Settings that few APIs need.',
    properties: Object.keys(schemas).filter((name) => !listed.has(name) && !elsewhere.has(name)),
  },
];

const help: Readonly<Record<string, string>> = {
  name: 'For people: what the API is called where clients are granted its scopes.',
  token_lifetime:
    'Seconds for which a token is valid. A short time limits the harm of a token that leaks; 86400 is a day.',
  token_lifetime_for_web: 'The same for tokens that a browser gets; at most as long.',
  signing_alg:
    'What signs the tokens. All but HS256 are verified with the published keys; with HS256 the API holds the secret.',
  subject_type_authorization:
    'Who may get tokens: a client for itself with client_credentials needs a grant, unless nobody may.',
  proof_of_possession:
    'Tokens that are bound to a key. This server refuses tokens for an API that requires it, since it makes none.',
  token_encryption:
    'A key that tokens are encrypted for. This server refuses tokens for such an API, since it encrypts none.',
};

/** All settings of an API, in groups. */
export function ApiSettingsTab({ apiId, shown }: { apiId: string; shown: ShownApi }) {
  const { api } = useSignedIn();
  const queries = useQueryClient();
  const missing = useMissing('update:resource_servers');
  const stateOf = ({ api: state, etag }: ReadApi) => ({ state, etag });
  const began = queries.getQueryData<ReadApi>(apiKey(apiId)) ?? { api: shown, etag: undefined };
  return (
    <Stack>
      {shown.signing_alg === 'HS256' && <SigningSecret id={shown.id} />}
      <PropertiesForm
        what="API"
        began={stateOf(began)}
        schemas={schemas}
        groups={groups}
        help={help}
        missing={shown.is_system ? systemReason : missing}
        read={async () => stateOf(await readApi(api, shown.id))}
        save={(body, etag) => api.resourceServers.update({ id: shown.id }, body, onlyIf(etag))}
        onSaved={({ state, etag }) => {
          queries.setQueryData<ReadApi>(apiKey(apiId), { api: state as ShownApi, etag });
          void queries.invalidateQueries({ queryKey: ['apis', 'found'] });
        }}
      />
    </Stack>
  );
}

/** The secret that signs is read when somebody asks to see it, and kept nowhere. */
function SigningSecret({ id }: { id: string }) {
  const { api } = useSignedIn();
  const show = useMutation({
    mutationFn: async () => (await api.resourceServers.get({ id })).data.signing_secret,
    gcTime: 0,
  });
  return (
    <Stack gap="xs">
      <Group gap="sm">
        <Text size="sm">Tokens are signed with a secret that the API needs to verify them.</Text>
        {show.data === undefined ? (
          <Button size="xs" variant="default" loading={show.isPending} onClick={() => show.mutate()}>
            Show the secret
          </Button>
        ) : (
          <Button size="xs" variant="default" onClick={() => show.reset()}>
            Hide it
          </Button>
        )}
      </Group>
      {show.data !== undefined && <Identifier value={show.data} what="the secret" />}
      {show.error && <FailureNotice error={show.error} />}
    </Stack>
  );
}
