import { ClientUpdate } from '@clientele/model';
import { Accordion, Affix, Alert, Anchor, Button, Group, Paper, Stack, Text, TextInput } from '@mantine/core';
import { useQueryClient } from '@tanstack/react-query';
import { useMemo, useState } from 'react';
import { Link } from 'react-router';
import { failureOf, isConnectionFailure } from '../../../api/failure.js';
import { onlyIf } from '../../../api/only-if.js';
import { useMutation } from '../../../api/use-mutation.js';
import { FailureNotice } from '../../../elements/failure-notice.js';
import { useMissing } from '../../../elements/permitted.js';
import { changesBetween, patchOf } from '../../../elements/properties/changes.js';
import { Conflict } from '../../../elements/properties/conflict.js';
import { PropertyField } from '../../../elements/properties/property-field.js';
import { ReviewChanges } from '../../../elements/properties/review-changes.js';
import { entryOf, labelOf, type PropertySchema, withoutNull } from '../../../elements/properties/schema.js';
import { errorAt, isElsewhere } from '../../../elements/property-error.js';
import { UnsavedChanges } from '../../../elements/unsaved-changes.js';
import { useSignedIn } from '../../../session/session-context.js';
import { clientKey, type ReadClient, readClient, type ShownClient } from '../../queries/shown-client.js';
import { AsCode } from './as-code.js';
import { elsewhere, furtherScope, groupsOf } from './groups.js';

const schemas = ClientUpdate.properties as unknown as Readonly<Record<string, PropertySchema>>;
const settable = Object.keys(schemas).filter((name) => !elsewhere.has(name));
const groups = groupsOf(settable);
/** What is shown to everybody who may see a client at all. client-visibility.md, class A */
const seenByAll = new Set(['name', 'description', 'app_type']);

const isEntries = (name: string) => entryOf(withoutNull(schemas[name] ?? {}).schema) === 'entries';

/** All properties of a client in plain groups; what would change is shown before it is saved. */
export default function SettingsTab({ client }: { client: ShownClient }) {
  const queries = useQueryClient();
  const { api, can } = useSignedIn();
  const missing = useMissing('update:clients');
  // What the form began with; the server says when it is no more what there is.
  const [base, setBase] = useState<ReadClient>(
    () => queries.getQueryData<ReadClient>(clientKey(client.client_id)) ?? { client, etag: undefined },
  );
  const [draft, setDraft] = useState<Readonly<Record<string, unknown>>>(base.client);
  const [review, setReview] = useState(false);
  const [search, setSearch] = useState('');
  const changes = useMemo(() => changesBetween(base.client, draft, settable), [base, draft]);
  const begin = (read: ReadClient, next: Readonly<Record<string, unknown>> = read.client) => {
    queries.setQueryData(clientKey(client.client_id), read);
    setBase(read);
    setDraft(next);
  };
  const save = useMutation({
    mutationFn: async () => {
      await api.clients.update(
        { client_id: client.client_id },
        patchOf(changes, isEntries),
        onlyIf(base.etag),
      );
      return readClient(api, client.client_id);
    },
    onSuccess: (read) => {
      setReview(false);
      begin(read);
      void queries.invalidateQueries({ queryKey: ['clients', 'found'] });
    },
    // Without an answer the question stands, and can be asked again.
    onError: (error) => setReview(isConnectionFailure(error)),
  });
  const seesAll = can('read:clients', 'read:client_keys');
  const isConflict = failureOf(save.error).status === 412;
  const words = search.trim().toLowerCase();
  const shown = groups
    .map((group) => ({
      ...group,
      properties: group.properties.filter(
        (name) =>
          schemas[name] &&
          (seesAll || seenByAll.has(name)) &&
          `${name} ${labelOf(name)} ${schemas[name]?.description ?? ''}`.toLowerCase().includes(words),
      ),
    }))
    .filter(({ properties }) => properties.length > 0);
  const failed = save.error && !isConflict ? save.error : undefined;
  return (
    <Stack pb={80}>
      <UnsavedChanges when={changes.length > 0} />
      {missing !== undefined && (
        <Alert variant="light" color="gray">
          You can read the settings. To change them: {missing}
        </Alert>
      )}
      {isElsewhere(failed, settable) && <FailureNotice error={failed} title="Not saved" />}
      <TextInput
        aria-label="Find a property"
        placeholder="Find a property"
        value={search}
        onChange={(event) => setSearch(event.currentTarget.value)}
        maw={320}
      />
      <Accordion
        key={words === '' ? 'all' : 'found'}
        multiple
        defaultValue={words === '' ? ['Basics', 'Tokens', 'Addresses'] : shown.map(({ title }) => title)}
        variant="separated"
        order={2}
      >
        {shown.map(({ title, about, properties }) => (
          <Accordion.Item key={title} value={title}>
            <Accordion.Control>
              <Text fw={600}>
                {title}
                {changes.some(({ name }) => properties.includes(name)) && ' (changed)'}
                {properties.some((name) => errorAt(failed, name)) && ' (to be mended)'}
              </Text>
              <Text size="sm" c="dimmed">
                {about}
              </Text>
            </Accordion.Control>
            <Accordion.Panel>
              <Stack>
                {properties.map((name) => (
                  <ClientProperty
                    key={name}
                    name={name}
                    value={draft[name]}
                    missing={missing}
                    error={errorAt(failed, name)}
                    onChange={(value) => setDraft((now) => ({ ...now, [name]: value }))}
                  />
                ))}
              </Stack>
            </Accordion.Panel>
          </Accordion.Item>
        ))}
      </Accordion>
      <AsCode clientId={client.client_id} client={base.client} body={patchOf(changes, isEntries)} />
      {changes.length > 0 && (
        <Affix position={{ bottom: 16, right: 16, left: 16 }} zIndex={150}>
          <Group justify="center">
            <Paper withBorder shadow="md" p="sm" role="region" aria-label="Unsaved changes">
              <Group gap="sm" justify="center">
                <Text size="sm">
                  {changes.length === 1 ? 'One property' : `${changes.length} properties`} changed, not saved
                </Text>
                <Button variant="default" size="sm" onClick={() => begin(base)}>
                  Discard
                </Button>
                <Button size="sm" onClick={() => setReview(true)}>
                  Review and save
                </Button>
              </Group>
            </Paper>
          </Group>
        </Affix>
      )}
      <ReviewChanges
        error={save.error}
        opened={review}
        changes={changes}
        saving={save.isPending}
        onSave={() => save.mutate()}
        onClose={() => setReview(false)}
      />
      {isConflict && (
        <Conflict
          what="client"
          base={base.client}
          draft={draft}
          names={settable}
          read={() => readClient(api, client.client_id)}
          stateOf={(read) => read.client}
          onChosen={(read, next) => {
            save.reset();
            begin(read, next);
          }}
          onClose={() => save.reset()}
        />
      )}
      <Text size="sm" c="dimmed">
        How the client authenticates stands under{' '}
        <Anchor component={Link} to={`/clients/${encodeURIComponent(client.client_id)}/credentials`}>
          Credentials
        </Anchor>
        .
      </Text>
    </Stack>
  );
}

function ClientProperty({
  name,
  value,
  missing,
  error,
  onChange,
}: {
  name: string;
  value: unknown;
  missing: string | undefined;
  error: string | undefined;
  onChange: (value: unknown) => void;
}) {
  const further = useMissing(furtherScope[name]);
  return (
    <PropertyField
      name={name}
      schema={schemas[name] ?? {}}
      value={value}
      unless={missing ?? further}
      error={error}
      onChange={onChange}
    />
  );
}
