import { Group, Kbd, Stack, Text, TextInput, UnstyledButton } from '@mantine/core';
import { useDebouncedValue } from '@mantine/hooks';
import { useQuery } from '@tanstack/react-query';
import { type KeyboardEvent, useId, useState } from 'react';
import { useNavigate } from 'react-router';
import { useFoundApis } from '../clients/queries/api-choice.js';
import { findsClients, readsClients } from '../clients/scopes.js';
import { Dialog } from '../elements/dialog.js';
import { visible } from '../elements/shown-text.js';
import { useSignedIn } from '../session/session-context.js';
import { useSignOut } from '../session/use-sign-out.js';
import classes from './command-palette.module.css';
import { sections } from './sections.js';

/** Somewhere to go, or something to do at once. */
interface Destination {
  to: string | (() => void);
  label: string;
  /** What kind of thing it is. */
  kind: string;
  detail?: string;
}

const actions: readonly (Destination & { needs: string })[] = [
  { to: '/clients/new', label: 'New client', kind: 'Action', needs: 'create:clients' },
  { to: '/apis?new=1', label: 'New API', kind: 'Action', needs: 'create:resource_servers' },
  { to: '/connections?new=1', label: 'New connection', kind: 'Action', needs: 'create:connections' },
  { to: '/signing-keys', label: 'Rotate the signing key', kind: 'Action', needs: 'create:signing_keys' },
  {
    to: '/clients?unused=90',
    label: 'Clients unused for 90 days',
    kind: 'Action',
    needs: 'read:client_credentials',
  },
  {
    to: '/clients?expires=30',
    label: 'Clients of which something expires within 30 days',
    kind: 'Action',
    needs: 'read:client_credentials',
  },
];

/** Goes to any page, client, API, action or id, by its name. */
export default function CommandPalette({ onClose }: { onClose: () => void }) {
  const navigate = useNavigate();
  const [text, setText] = useState('');
  const [at, setAt] = useState(0);
  const listId = useId();
  const destinations = useDestinations(text);
  const chosen = Math.min(at, destinations.length - 1);
  const go = ({ to }: Destination) => {
    onClose();
    if (typeof to === 'string') void navigate(to);
    else to();
  };
  const press = (event: KeyboardEvent) => {
    const moves: Record<string, number> = { ArrowDown: 1, ArrowUp: -1 };
    const move = moves[event.key];
    if (move !== undefined) {
      event.preventDefault();
      setAt((chosen + move + destinations.length) % Math.max(1, destinations.length));
    }
    const destination = destinations[chosen];
    if (event.key === 'Enter' && destination) {
      event.preventDefault();
      go(destination);
    }
  };
  return (
    <Dialog
      onClose={onClose}
      withCloseButton={false}
      padding="sm"
      yOffset="10vh"
      attributes={{ content: { 'aria-label': 'Go to' } }}
    >
      <Stack gap="xs">
        <TextInput
          data-autofocus
          aria-label="Go to"
          placeholder="A client, an API, a page, an id…"
          value={text}
          spellCheck={false}
          maxLength={600}
          role="combobox"
          aria-expanded={destinations.length > 0}
          aria-controls={listId}
          aria-activedescendant={destinations.length > 0 ? `${listId}-${chosen}` : undefined}
          onKeyDown={press}
          onChange={(event) => {
            setText(event.currentTarget.value);
            setAt(0);
          }}
        />
        <div id={listId} role="listbox" aria-label="Where to go" className={classes.list}>
          {destinations.map((destination, index) => (
            <UnstyledButton
              key={`${destination.kind} ${typeof destination.to === 'string' ? destination.to : destination.label}`}
              id={`${listId}-${index}`}
              role="option"
              tabIndex={-1}
              aria-selected={index === chosen}
              className={classes.option}
              onClick={() => go(destination)}
              onMouseMove={() => setAt(index)}
            >
              <Group justify="space-between" wrap="nowrap" gap="xs">
                <Stack gap={0} miw={0}>
                  <Text size="sm" truncate component="bdi">
                    {visible(destination.label)}
                  </Text>
                  {destination.detail !== undefined && (
                    <Text size="xs" c="dimmed" truncate component="bdi">
                      {visible(destination.detail)}
                    </Text>
                  )}
                </Stack>
                <Text size="xs" c="dimmed" style={{ flexShrink: 0 }}>
                  {destination.kind}
                </Text>
              </Group>
            </UnstyledButton>
          ))}
          {destinations.length === 0 && (
            <Text size="sm" c="dimmed" p="xs">
              Nothing is called like this.
            </Text>
          )}
        </div>
        <Text size="xs" c="dimmed">
          <Kbd size="xs">↑</Kbd> <Kbd size="xs">↓</Kbd> to choose, <Kbd size="xs">Enter</Kbd> to go,{' '}
          <Kbd size="xs">Esc</Kbd> to close
        </Text>
      </Stack>
    </Dialog>
  );
}

const anId = /^[\w.:~-]{4,255}$/;
/** As the server numbers requests: a UUID of version 7. RFC 9562 section 5.7 */
const aRequestId = /^[\da-f]{8}-[\da-f]{4}-7[\da-f]{3}-[89ab][\da-f]{3}-[\da-f]{12}$/;

/** What a text can mean: pages and actions by their names, clients and APIs as the server finds them, an id as it is. */
function useDestinations(text: string): readonly Destination[] {
  const { can } = useSignedIn();
  const signOut = useSignOut();
  const [search] = useDebouncedValue(text.trim(), 120);
  const words = text.trim().toLowerCase();
  const clients = useFoundClients(search);
  const { data: apis } = useFoundApis(search);
  const pages: Destination[] = [
    ...sections.filter(({ needs }) => can(...needs)).map(({ to, label }) => ({ to, label, kind: 'Page' })),
    { to: '/account', label: 'Account and sessions', kind: 'Page' },
    ...actions.filter(({ needs }) => can(needs)),
    { to: signOut, label: 'Sign out', kind: 'Action' },
  ].filter(({ label }) => label.toLowerCase().includes(words));
  const found: Destination[] =
    words === ''
      ? []
      : [
          ...clients.map(({ client_id, name }) => ({
            to: `/clients/${encodeURIComponent(client_id)}`,
            label: name,
            kind: 'Client',
            detail: client_id,
          })),
          ...(apis?.resource_servers ?? []).slice(0, 8).map(({ id, name, identifier }) => ({
            to: `/apis/${encodeURIComponent(id)}`,
            label: name ?? identifier,
            kind: 'API',
            detail: identifier,
          })),
        ];
  return [...pages, ...found, ...byId(text.trim(), { can, found })];
}

/** What has no name that could be searched: requests of the log, and clients for those who may not search. */
function byId(
  text: string,
  { can, found }: { can: (...scopes: readonly string[]) => boolean; found: readonly Destination[] },
): Destination[] {
  if (!anId.test(text)) return [];
  const isKnown = found.some(({ detail }) => detail === text);
  return [
    ...(can(...readsClients) && !isKnown && !can(...findsClients)
      ? [{ to: `/clients/${encodeURIComponent(text)}`, label: text, kind: 'Client with this id' }]
      : []),
    ...(can('read:logs') && aRequestId.test(text)
      ? [{ to: `/log?request_id=${encodeURIComponent(text)}`, label: text, kind: 'Request in the log' }]
      : []),
  ];
}

function useFoundClients(search: string): readonly { client_id: string; name: string }[] {
  const { api, can } = useSignedIn();
  const { data } = useQuery({
    queryKey: ['clients', 'palette', search],
    enabled: search !== '' && can(...findsClients),
    queryFn: () =>
      api.ask<{ clients: { client_id: string; name: string }[] }>({
        method: 'GET',
        path: '/clients/search',
        query: { q: search, take: 8, fields: 'client_id,name' },
      }),
    placeholderData: (before) => before,
  });
  return search === '' ? [] : (data?.clients ?? []);
}
