import { Accordion, Affix, Alert, Button, Group, Paper, Stack, Text, TextInput } from '@mantine/core';
import { type ReactNode, useMemo, useState } from 'react';
import { failureOf, isConnectionFailure } from '../../api/failure.js';
import { useMutation } from '../../api/use-mutation.js';
import { FailureNotice } from '../failure-notice.js';
import { errorAt, isElsewhere } from '../property-error.js';
import { UnsavedChanges } from '../unsaved-changes.js';
import { changesBetween, type Properties, patchOf } from './changes.js';
import { Conflict } from './conflict.js';
import { PropertyField } from './property-field.js';
import { ReviewChanges } from './review-changes.js';
import { labelOf, type PropertySchema } from './schema.js';

/** What is edited, as it was read, and the state that a change is for. */
export interface ReadState {
  state: Properties;
  etag?: string | undefined;
}

/** Properties that belong together. */
export interface FieldGroup {
  title: string;
  about: string;
  properties: readonly string[];
}

/** The properties of an object in groups; what would change is shown before it is saved. */
export function PropertiesForm({
  what,
  began,
  schemas,
  groups,
  help = {},
  open = groups.slice(0, 1).map(({ title }) => title),
  missing,
  missingFor = {},
  isEntries = () => false,
  read,
  save,
  onSaved,
  below,
}: {
  /** What is edited, as in "this API". */
  what: string;
  /** What the form begins with. */
  began: ReadState;
  schemas: Readonly<Record<string, PropertySchema>>;
  groups: readonly FieldGroup[];
  /** More help for some than their schemas give. */
  help?: Readonly<Record<string, string>>;
  /** The titles of the groups that are open to begin with; the first one unless given. */
  open?: readonly string[];
  /** Why nothing can be changed, where that is so. */
  missing: string | undefined;
  /** Why single properties cannot be changed. */
  missingFor?: Readonly<Record<string, string | undefined>>;
  /** Whether a property has entries that are changed one by one, such as metadata. */
  isEntries?: (name: string) => boolean;
  read: () => Promise<ReadState>;
  save: (body: Record<string, unknown>, etag: string | undefined) => Promise<unknown>;
  onSaved: (read: ReadState) => void;
  /** What else stands there, by what was read and by the change that is not saved yet. */
  below?: (state: Properties, body: Record<string, unknown>) => ReactNode;
}) {
  const [base, setBase] = useState(began);
  const [draft, setDraft] = useState(began.state);
  const [review, setReview] = useState(false);
  const [search, setSearch] = useState('');
  const names = useMemo(() => groups.flatMap(({ properties }) => properties), [groups]);
  const changes = useMemo(() => changesBetween(base.state, draft, names), [base, draft, names]);
  const body = patchOf(changes, isEntries);
  const begin = (next: ReadState, edited: Properties = next.state) => {
    setBase(next);
    setDraft(edited);
  };
  const saving = useMutation({
    mutationFn: async () => {
      await save(body, base.etag);
      return read();
    },
    onSuccess: (next) => {
      setReview(false);
      begin(next);
      onSaved(next);
    },
    // Without an answer the question stands, and can be asked again.
    onError: (error) => setReview(isConnectionFailure(error)),
  });
  const isConflict = failureOf(saving.error).status === 412;
  const failed = saving.error && !isConflict ? saving.error : undefined;
  const words = search.trim().toLowerCase();
  const shown = groups
    .map((group) => ({
      ...group,
      properties: group.properties.filter((name) =>
        `${name} ${labelOf(name)} ${help[name] ?? ''} ${schemas[name]?.description ?? ''}`
          .toLowerCase()
          .includes(words),
      ),
    }))
    .filter(({ properties }) => properties.length > 0);
  return (
    <Stack pb={changes.length > 0 ? 80 : 0}>
      <UnsavedChanges when={changes.length > 0} />
      {missing !== undefined && (
        <Alert variant="light" color="gray">
          You can read the settings, and not change them. {missing}
        </Alert>
      )}
      {isElsewhere(failed, names) && <FailureNotice error={failed} title="Not saved" />}
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
        defaultValue={words === '' ? [...open] : shown.map(({ title }) => title)}
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
                  <PropertyField
                    key={name}
                    name={name}
                    schema={schemas[name] ?? {}}
                    value={draft[name]}
                    // Why nothing can be changed stands above all fields.
                    unless={missing === undefined ? missingFor[name] : ''}
                    error={errorAt(failed, name)}
                    help={help[name]}
                    onChange={(value) => setDraft((now) => ({ ...now, [name]: value }))}
                  />
                ))}
              </Stack>
            </Accordion.Panel>
          </Accordion.Item>
        ))}
      </Accordion>
      {below?.(base.state, body)}
      {changes.length > 0 && (
        <SaveBar
          count={changes.length}
          onDiscard={() => {
            saving.reset();
            begin(base);
          }}
          onReview={() => setReview(true)}
        />
      )}
      <ReviewChanges
        error={saving.error}
        opened={review}
        changes={changes}
        saving={saving.isPending}
        onSave={() => saving.mutate()}
        onClose={() => setReview(false)}
      />
      {isConflict && (
        <Conflict
          what={what}
          base={base.state}
          draft={draft}
          names={names}
          read={read}
          stateOf={({ state }) => state}
          onChosen={(next, edited) => {
            saving.reset();
            begin(next, edited);
            onSaved(next);
          }}
          onClose={() => saving.reset()}
        />
      )}
    </Stack>
  );
}

function SaveBar({
  count,
  onDiscard,
  onReview,
}: {
  count: number;
  onDiscard: () => void;
  onReview: () => void;
}) {
  return (
    <Affix position={{ bottom: 16, right: 16, left: 16 }} zIndex={150}>
      <Group justify="center">
        <Paper withBorder shadow="md" p="sm" role="region" aria-label="Unsaved changes">
          <Group gap="sm" justify="center">
            <Text size="sm">{count === 1 ? 'One property' : `${count} properties`} changed, not saved</Text>
            <Button variant="default" size="sm" onClick={onDiscard}>
              Discard
            </Button>
            <Button size="sm" onClick={onReview}>
              Review and save
            </Button>
          </Group>
        </Paper>
      </Group>
    </Affix>
  );
}
