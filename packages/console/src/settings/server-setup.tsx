import { Badge, Code, Paper, SegmentedControl, Stack, Text, TextInput } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useAddressFilter } from '../elements/address-filter.js';
import { Empty } from '../elements/empty.js';
import { Loaded } from '../elements/loaded.js';
import { visible } from '../elements/shown-text.js';
import { useSignedIn } from '../session/session-context.js';
import { ask } from '../session/session-requests.js';

/** A setting of the server; a secret has no value. */
interface SetupSetting {
  name: string;
  meaning: string;
  value: string | null;
  source: 'default' | 'set';
  secret: boolean;
}

/** How the server is set up: read only, since it reads its settings when it starts. */
export function ServerSetup() {
  const { session, server } = useSignedIn();
  const { value, set } = useAddressFilter();
  const setup = useQuery({
    queryKey: ['setup'],
    queryFn: () =>
      ask<{ settings: SetupSetting[] }>('GET', '/setup', { base: '/console', csrf: session.csrf_token }),
  });
  const words = value('q').trim().toLowerCase();
  const onlySet = value('show') === 'set';
  return (
    <Stack>
      <Text size="sm" maw={720}>
        Version {server.version}, in {server.mode} mode, as the issuer {server.issuer}. These settings come
        from the environment or the command line. To change one, start the server with another value.
      </Text>
      <SetupFilter
        text={value('q')}
        onText={(q) => set({ q })}
        shown={onlySet ? 'set' : 'all'}
        onShown={(show) => set({ show: show === 'set' ? 'set' : '' })}
      />
      <Loaded query={setup} rows={10}>
        {({ settings }) => {
          const found = settings.filter(
            ({ name, meaning, source }) =>
              (!onlySet || source === 'set') && `${name} ${meaning}`.toLowerCase().includes(words),
          );
          if (found.length === 0) return <Empty title="No setting is like this" />;
          return (
            <Stack component="ul" gap="xs" m={0} p={0} style={{ listStyle: 'none' }}>
              {found.map((setting) => (
                <SettingItem key={setting.name} setting={setting} />
              ))}
            </Stack>
          );
        }}
      </Loaded>
    </Stack>
  );
}

function SetupFilter({
  text,
  onText,
  shown,
  onShown,
}: {
  text: string;
  onText: (text: string) => void;
  shown: 'all' | 'set';
  onShown: (shown: string) => void;
}) {
  return (
    <Stack gap="xs">
      <TextInput
        aria-label="Find a setting"
        placeholder="Find a setting"
        maw={420}
        value={text}
        onChange={(event) => onText(event.currentTarget.value)}
      />
      <SegmentedControl
        aria-label="Which settings"
        value={shown}
        onChange={onShown}
        data={[
          { value: 'all', label: 'All' },
          { value: 'set', label: 'Set here' },
        ]}
        style={{ alignSelf: 'flex-start' }}
      />
    </Stack>
  );
}

function SettingItem({ setting: { name, meaning, value, source, secret } }: { setting: SetupSetting }) {
  const isNothing = source === 'default' && (value === null || value === '');
  return (
    <Paper component="li" withBorder p="sm">
      <Stack gap={4}>
        <Text size="sm" fw={600} ff="monospace" style={{ overflowWrap: 'anywhere' }}>
          {name}
        </Text>
        <Text size="sm">{asSentence(meaning)}</Text>
        <Text size="sm" component="div" style={{ overflowWrap: 'anywhere' }}>
          <Badge variant="light" color={source === 'set' ? undefined : 'gray'} mr="xs">
            {source === 'set' ? 'Set here' : isNothing ? 'Not set' : 'Default'}
          </Badge>
          {!isNothing && <SettingValue value={value} isHidden={secret && source === 'set'} />}
        </Text>
      </Stack>
    </Paper>
  );
}

/** Meanings are written to stand behind a name. */
const asSentence = (text: string) => `${text.charAt(0).toUpperCase()}${text.slice(1)}.`;

function SettingValue({ value, isHidden }: { value: string | null; isHidden: boolean }) {
  if (isHidden) return 'A secret, not shown';
  if (value === null || value === '') return 'Nothing';
  return (
    <Code>
      <bdi>{visible(value)}</bdi>
    </Code>
  );
}
