import { Accordion, Alert, Stack, Text, TextInput } from '@mantine/core';
import { type ReactNode, useCallback, useEffect, useEffectEvent, useMemo, useRef, useState } from 'react';
import { failureOf, isConnectionFailure } from '../../api/failure.js';
import { useMutation } from '../../api/use-mutation.js';
import { FailureNotice } from '../failure-notice.js';
import { errorAt, isElsewhere } from '../property-error.js';
import { UnsavedChanges } from '../unsaved-changes.js';
import { changesBetween, isSame, type Properties, patchOf } from './changes.js';
import { Conflict } from './conflict.js';
import { holdsNotJson } from './not-json.js';
import { PropertyField } from './property-field.js';
import { ReviewChanges } from './review-changes.js';
import { type Hindrance, SaveBar } from './save-bar.js';
import { labelOf, type PropertySchema } from './schema.js';
import { showFault } from './show-fault.js';
import { violationsOf } from './violations.js';

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
  check = () => undefined,
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
  /** What is wrong with what was entered, where that is known without the server. */
  check?: (name: string, value: unknown) => string | undefined;
  read: () => Promise<ReadState>;
  save: (body: Record<string, unknown>, etag: string | undefined) => Promise<unknown>;
  onSaved: (read: ReadState) => void;
  /** What else stands there, by what was read and by the change that is not saved yet. */
  below?: (state: Properties, body: Record<string, unknown>) => ReactNode;
}) {
  const [base, setBase] = useState(began);
  const [draft, setDraft] = useState(began.state);
  const [tried, setTried] = useState(began.state);
  const [review, setReview] = useState(false);
  const [saved, setSaved] = useState(false);
  const [search, setSearch] = useState('');
  const [opened, setOpened] = useState(open);
  const [folded, setFolded] = useState<readonly string[]>([]);
  const [sought, setSought] = useState<{ name: string | undefined }>();
  const form = useRef<HTMLDivElement>(null);
  const names = useMemo(() => groups.flatMap(({ properties }) => properties), [groups]);
  const changes = useMemo(() => changesBetween(base.state, draft, names), [base, draft, names]);
  const faults = changes.filter(({ name, after }) => holdsNotJson(after) || check(name, after) !== undefined);
  const body = patchOf(
    changes.filter(({ after }) => !holdsNotJson(after)),
    isEntries,
  );
  const begin = (next: ReadState, edited: Properties = next.state) => {
    setBase(next);
    setDraft(edited);
  };
  const edit = (name: string, value: unknown) => {
    setSaved(false);
    setDraft((now) => ({ ...now, [name]: value }));
  };
  const faultAt = (name: string) =>
    faults.some((fault) => fault.name === name) ? check(name, draft[name]) : undefined;
  const saving = useMutation({
    mutationFn: async () => {
      await save(body, base.etag);
      return read();
    },
    onSuccess: (next) => {
      setReview(false);
      setSaved(true);
      begin(next);
      onSaved(next);
    },
    // Without an answer the question stands, and can be asked again.
    onError: (error) => setReview(isConnectionFailure(error)),
  });
  const isConflict = failureOf(saving.error).status === 412;
  const failed = saving.error && !isConflict ? saving.error : undefined;
  // What the server refuses first is in its words, until it is changed; what it would refuse next is known by the schemas.
  const violations = failureOf(failed).status === 400 ? violationsOf(schemas, body) : [];
  const refusalAt = (name: string, place = name) => {
    const errors = isSame(draft[name] ?? null, tried[name] ?? null) ? [failed, ...violations] : violations;
    return errors.map((error) => errorAt(error, place)).find((one) => one !== undefined);
  };
  const refused = names.filter((name) => refusalAt(name) !== undefined);
  const isRefusedElsewhere = isElsewhere(failed, names);
  const hindrance: Hindrance | undefined =
    faults.length > 0
      ? { words: 'To be mended before it is saved', names: faults.map(({ name }) => name) }
      : isRefusedElsewhere || refused.length > 0
        ? { words: 'Not saved', names: refused }
        : undefined;
  const unless = missing ?? changes.map(({ name }) => missingFor[name]).find((one) => one !== undefined);
  const seek = (name: string | undefined) => {
    setSearch('');
    const hiding = groups.filter(({ properties }) => name !== undefined && properties.includes(name));
    setOpened((now) => [...now, ...hiding.map(({ title }) => title)]);
    setSought({ name });
  };
  const seekRefused = useEffectEvent(() => seek(names.find((name) => errorAt(failed, name) !== undefined)));
  useEffect(() => {
    if (failed && !isConnectionFailure(failed)) seekRefused();
  }, [failed]);
  useEffect(() => {
    if (sought && form.current) showFault(form.current, sought.name);
  }, [sought]);
  const forgetSaved = useCallback(() => setSaved(false), []);
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
  const titles = shown.map(({ title }) => title);
  return (
    <Stack pb={changes.length > 0 ? 80 : 0} ref={form}>
      <UnsavedChanges when={changes.length > 0} />
      {missing !== undefined && (
        <Alert variant="light" color="gray">
          You can read the settings, and not change them. {missing}
        </Alert>
      )}
      {isRefusedElsewhere && (
        <div tabIndex={-1} data-fault>
          <FailureNotice error={failed} title="Not saved" />
        </div>
      )}
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
        value={words === '' ? [...opened] : titles.filter((title) => !folded.includes(title))}
        onChange={(value) =>
          words === '' ? setOpened(value) : setFolded(titles.filter((title) => !value.includes(title)))
        }
        // A field that is sought is there at once, to be scrolled to.
        transitionDuration={0}
        variant="separated"
        order={2}
      >
        {shown.map(({ title, about, properties }) => (
          <Accordion.Item key={title} value={title}>
            <Accordion.Control>
              <Text fw={600}>
                {title}
                {changes.some(({ name }) => properties.includes(name)) && ' (changed)'}
                {hindrance?.names.some((name) => properties.includes(name)) && ' (to be mended)'}
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
                    errorAt={(place) => (place === name && faultAt(name)) || refusalAt(name, place)}
                    help={help[name]}
                    onChange={(value) => edit(name, value)}
                  />
                ))}
              </Stack>
            </Accordion.Panel>
          </Accordion.Item>
        ))}
      </Accordion>
      {below?.(base.state, body)}
      <SaveBar
        changes={changes}
        hindrance={hindrance}
        unless={unless}
        saved={saved}
        onSavedSeen={forgetSaved}
        onSeek={seek}
        onDiscard={() => {
          saving.reset();
          begin(base);
        }}
        onReview={() => (faults.length > 0 ? seek(faults[0]?.name) : setReview(true))}
      />
      <ReviewChanges
        error={saving.error}
        opened={review && unless === undefined}
        changes={changes}
        saving={saving.isPending}
        onSave={() => {
          setTried(draft);
          saving.mutate();
        }}
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
