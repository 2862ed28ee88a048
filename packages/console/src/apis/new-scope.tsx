import { Alert, Button, Group, Stack, Text, TextInput } from '@mantine/core';
import { type FormEvent, useRef, useState } from 'react';
import { failureOf } from '../api/failure.js';
import { useMutation } from '../api/use-mutation.js';
import { FailureNotice } from '../elements/failure-notice.js';
import { PermittedButton } from '../elements/permitted.js';
import { errorAt, isElsewhere } from '../elements/property-error.js';
import { visible } from '../elements/shown-text.js';
import type { ChangeScopes, Scopes } from './scope-change.js';
import { added, emptyEntry, letGo, refuse, scopeOf, send, type WrittenScope, write } from './scope-entry.js';

/** Adds scopes one after the other: the next one can be written and sent while one is on its way. */
export function NewScope({ scopes, change }: { scopes: Scopes; change: ChangeScopes }) {
  const [entry, setEntry] = useState(emptyEntry);
  const field = useRef<HTMLInputElement>(null);
  const { written, adding, refused, error } = entry;
  const text = written.value.trim();
  const isTaken = scopes.some(({ value }) => value === text);
  const isOnItsWay = adding.some(({ value }) => value === text);
  const add = useMutation({
    mutationFn: (scope: WrittenScope) => change((now) => [...now, scopeOf(scope)]),
    onSuccess: (_, scope) => setEntry((now) => added(now, scope)),
    onError: (reason, scope) => setEntry((now) => refuse(now, scope, reason)),
  });
  const start = (scope: WrittenScope) => {
    setEntry((now) => send(now, scope));
    add.mutate(scope);
  };
  const submit = (event: FormEvent) => {
    event.preventDefault();
    field.current?.focus();
    if (text !== '' && !isTaken && !isOnItsWay) start({ value: text, description: written.description });
  };
  return (
    <form onSubmit={submit}>
      <Group gap="sm" align="flex-start">
        <TextInput
          label="Scope"
          placeholder="read:parcels"
          flex="1 1 10rem"
          ref={field}
          value={written.value}
          onChange={(event) => {
            const { value } = event.currentTarget;
            setEntry((now) => write(now, { value }));
          }}
          error={
            isTaken
              ? 'The API has this scope already.'
              : isOnItsWay
                ? 'This scope is being added.'
                : errorAt(error, 'scopes')
          }
          spellCheck={false}
          required
        />
        <TextInput
          label="What it allows"
          flex="2 1 14rem"
          value={written.description}
          onChange={(event) => {
            const description = event.currentTarget.value;
            setEntry((now) => write(now, { description }));
          }}
        />
        <PermittedButton type="submit" needs="update:resource_servers" mt={25}>
          Add
        </PermittedButton>
      </Group>
      <Text size="sm" c="dimmed" role="status">
        {adding.length > 0 && `Adding ${adding.map(({ value }) => visible(value)).join(', ')}…`}
      </Text>
      {isElsewhere(error, ['scopes']) && <FailureNotice error={error} />}
      {refused.length > 0 && (
        <Stack gap="xs" mt="xs">
          {refused.map((one) => (
            <Alert key={one.scope.value} color="red" variant="light" role="alert">
              <Text size="sm" style={{ overflowWrap: 'anywhere' }}>
                <bdi>{visible(one.scope.value)}</bdi> was not added:{' '}
                {errorAt(one.error, 'scopes') ?? failureOf(one.error).message}
              </Text>
              <Group gap="sm" mt="xs">
                <Button size="compact-sm" variant="default" onClick={() => start(one.scope)}>
                  Try again
                </Button>
                <Button
                  size="compact-sm"
                  variant="default"
                  onClick={() => setEntry((now) => letGo(now, one.scope))}
                >
                  Let it go
                </Button>
              </Group>
            </Alert>
          ))}
        </Stack>
      )}
    </form>
  );
}
