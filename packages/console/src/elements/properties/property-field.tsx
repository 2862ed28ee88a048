import {
  Button,
  Checkbox,
  Code,
  Fieldset,
  Group,
  MultiSelect,
  NativeSelect,
  NumberInput,
  Stack,
  Switch,
  Text,
  Textarea,
  TextInput,
} from '@mantine/core';
import { useState } from 'react';
import { EntriesField } from './entries-field.js';
import { JsonField } from './json-field.js';
import { ReadOnlyField } from './read-only-field.js';
import { entryOf, labelOf, type PropertySchema, withoutNull } from './schema.js';

/** What every field is given. */
export interface FieldProps {
  name: string;
  schema: PropertySchema;
  value: unknown;
  onChange: (value: unknown) => void;
  /** Where it stands, as the server names it: its own name unless it is inside of another one. */
  place?: string | undefined;
  /** What is wrong at a place, at this one or inside of it. */
  errorAt: (place: string) => string | undefined;
  /** Why it cannot be changed, where it cannot. */
  unless?: string | undefined;
  /** What it is called, where that is not its name in words. */
  label?: string | undefined;
  /** More help than the schema gives. */
  help?: string | undefined;
}

/** A property of an object, entered as its schema says; shown as text where it cannot be changed. */
export function PropertyField(props: FieldProps & { depth?: number }) {
  return (
    <div data-property={props.place ?? props.name}>
      <Entered {...props} />
    </div>
  );
}

function Entered({ depth = 0, ...props }: FieldProps & { depth?: number }) {
  const { schema, nullable } = withoutNull(props.schema);
  const description = props.help ?? props.schema.description ?? schema.description;
  const entry = entryOf(schema, depth);
  const label = props.label ?? labelOf(props.name);
  const shared = {
    label,
    description: (
      <>
        {description}
        {description && ' '}
        <Code fz={10}>{props.name}</Code>
        {props.unless && ` ${props.unless}`}
      </>
    ),
    error: props.errorAt(props.place ?? props.name),
  };
  if (props.unless !== undefined && entry !== 'object')
    return <ReadOnlyField value={props.value} entry={entry} shared={shared} />;
  switch (entry) {
    case 'switch':
      if (nullable) return <Choice {...props} shared={shared} options={[true, false]} nullable />;
      return (
        <Switch
          {...shared}
          checked={props.value === true}
          onChange={(event) => props.onChange(event.currentTarget.checked)}
        />
      );
    case 'choice':
      return <Choice {...props} shared={shared} options={schema.enum ?? []} nullable={nullable} />;
    case 'choices':
      return <Choices {...props} shared={shared} options={schema.items?.enum ?? []} />;
    case 'number':
      return (
        <NumberInput
          {...shared}
          value={typeof props.value === 'number' ? props.value : ''}
          min={schema.minimum}
          max={schema.maximum}
          clampBehavior="none"
          allowDecimal={false}
          onChange={(value) => props.onChange(value === '' ? (nullable ? null : undefined) : Number(value))}
        />
      );
    case 'line':
      return (
        <TextInput
          {...shared}
          value={textOf(props.value)}
          spellCheck={false}
          onChange={(event) =>
            props.onChange(event.currentTarget.value === '' && nullable ? null : event.currentTarget.value)
          }
        />
      );
    case 'text':
      return (
        <Textarea
          {...shared}
          value={textOf(props.value)}
          autosize
          minRows={2}
          maxRows={12}
          onChange={(event) => props.onChange(event.currentTarget.value)}
        />
      );
    case 'lines':
      return <Lines {...props} shared={shared} nullable={nullable} />;
    case 'entries':
      return (
        <EntriesField {...shared} value={props.value} onChange={props.onChange} most={schema.maxProperties} />
      );
    case 'object':
      return (
        <ObjectField
          {...props}
          depth={depth}
          label={label}
          description={description}
          schema={schema}
          nullable={nullable}
        />
      );
    case 'json':
      return <JsonField value={props.value} onChange={props.onChange} shared={shared} nullable={nullable} />;
  }
}

type Shared = Record<string, unknown>;

const textOf = (value: unknown) => (typeof value === 'string' ? value : '');

function Choice({
  value,
  onChange,
  options,
  nullable,
  shared,
}: FieldProps & { shared: Shared; options: readonly unknown[]; nullable: boolean }) {
  const unset = value === undefined || value === null;
  const words = (option: unknown) => (option === true ? 'Yes' : option === false ? 'No' : String(option));
  return (
    <NativeSelect
      {...shared}
      value={unset ? '' : String(value)}
      data={[
        ...(nullable || unset ? [{ value: '', label: 'Not set' }] : []),
        ...options.map((option) => ({ value: String(option), label: words(option) })),
      ]}
      onChange={(event) => {
        const chosen = event.currentTarget.value;
        onChange(chosen === '' ? null : options.find((option) => String(option) === chosen));
      }}
    />
  );
}

/** More than these are found by typing. */
const mostBoxes = 24;

function Choices({
  value,
  onChange,
  options,
  shared,
}: FieldProps & { shared: Shared; options: readonly unknown[] }) {
  const chosen: readonly string[] = Array.isArray(value) ? value : [];
  const names = [...new Set([...options.map(String), ...chosen])];
  const choose = (next: readonly string[]) => onChange(names.filter((name) => next.includes(name)));
  if (names.length > mostBoxes)
    return (
      <MultiSelect
        {...shared}
        data={names}
        value={[...chosen]}
        onChange={choose}
        searchable
        hidePickedOptions
        nothingFoundMessage="Nothing is like this"
      />
    );
  return (
    <Checkbox.Group {...shared} value={[...chosen]} onChange={choose}>
      <Group gap="sm" mt="xs">
        {names.map((name) => (
          <Checkbox key={name} value={name} label={name} style={{ overflowWrap: 'anywhere' }} />
        ))}
      </Group>
    </Checkbox.Group>
  );
}

/** A list of texts, one on each line. */
function Lines({ value, onChange, shared, nullable }: FieldProps & { shared: Shared; nullable: boolean }) {
  const list: readonly string[] = Array.isArray(value) ? value : [];
  const [text, setText] = useState(list.join('\n'));
  const written = linesIn(text);
  // Another value than the one that was written here came from outside.
  const shown = written.join('\n') === list.join('\n') ? text : list.join('\n');
  return (
    <Textarea
      {...shared}
      value={shown}
      placeholder="One on each line"
      autosize
      minRows={2}
      maxRows={10}
      spellCheck={false}
      styles={{ input: { fontFamily: 'var(--mantine-font-family-monospace)', fontSize: '0.8125rem' } }}
      onChange={(event) => {
        setText(event.currentTarget.value);
        const lines = linesIn(event.currentTarget.value);
        onChange(lines.length === 0 && nullable ? null : lines);
      }}
    />
  );
}

function linesIn(text: string): string[] {
  return text
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line !== '');
}

function ObjectField({
  name,
  schema,
  value,
  onChange,
  place = name,
  errorAt,
  unless,
  label,
  description,
  nullable,
  depth,
}: FieldProps & { description: string | undefined; nullable: boolean; depth: number }) {
  const isSet = typeof value === 'object' && value !== null;
  const inside = Object.keys(schema.properties ?? {}).map((member) => `${place}.${member}`);
  const error = inside.some((one) => errorAt(one) !== undefined) ? undefined : errorAt(place);
  const members = (isSet ? value : {}) as Record<string, unknown>;
  return (
    <Fieldset legend={label}>
      <Stack gap="sm">
        <Text size="xs" c="dimmed">
          {description} <Code fz={10}>{name}</Code> {unless}
        </Text>
        {isSet || !nullable ? (
          Object.entries(schema.properties ?? {}).map(([member, memberSchema]) => (
            <PropertyField
              key={member}
              depth={depth + 1}
              name={member}
              schema={memberSchema}
              value={members[member]}
              place={`${place}.${member}`}
              errorAt={errorAt}
              unless={unless}
              onChange={(next) => onChange({ ...members, [member]: next })}
            />
          ))
        ) : (
          <Text size="sm">Not set.</Text>
        )}
        {nullable && unless === undefined && (
          <Group>
            <Button size="compact-sm" variant="default" onClick={() => onChange(isSet ? null : {})}>
              {isSet ? 'Take it away' : 'Set it'}
            </Button>
          </Group>
        )}
        {error && (
          <Text size="sm" c="red" role="alert">
            {error}
          </Text>
        )}
      </Stack>
    </Fieldset>
  );
}
