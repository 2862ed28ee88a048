import type { ClientRotation } from '@clientele/sdk';
import { Alert, Group, NativeSelect, Text } from '@mantine/core';
import { CheckCircledIcon, ExclamationTriangleIcon, QuestionMarkCircledIcon } from '@radix-ui/react-icons';
import { serverNow } from '../../../api/server-clock.js';
import { absoluteTime, Moment } from '../../../elements/moment.js';

const looks = {
  safe: { color: 'teal', title: 'May the old ones be retired? Yes', icon: CheckCircledIcon },
  in_use: {
    color: 'orange',
    title: 'May the old ones be retired? Not yet: one of them was used',
    icon: ExclamationTriangleIcon,
  },
  unused: {
    color: 'orange',
    title: 'May the old ones be retired? They were not seen in use, but one that counts no more was',
    icon: ExclamationTriangleIcon,
  },
  retired: {
    color: 'orange',
    title: 'Nothing is left to retire, but one that counts no more was used: whoever sends it is refused now',
    icon: ExclamationTriangleIcon,
  },
  unknown: {
    color: 'gray',
    title: 'May the old ones be retired? That is not known yet',
    icon: QuestionMarkCircledIcon,
  },
} as const;

/** How far back it can be looked, in seconds. */
const windows = [
  { value: '60', label: 'last minute' },
  { value: '3600', label: 'last hour' },
  { value: '86400', label: 'last day' },
  { value: '604800', label: 'last 7 days' },
];

/** Whether everything but the primary may be retired, as it stands this moment. */
export function Verdict({
  rotation,
  window,
  onWindow,
}: {
  rotation: ClientRotation;
  window: number;
  onWindow: (seconds: number) => void;
}) {
  const { color, title, icon: Icon } = looks[lookOf(rotation, window)];
  return (
    <Alert color={color} variant="light" title={title} icon={<Icon aria-hidden />} role="status">
      <Text size="sm">{withTimes(rotation.reason)}</Text>
      {rotation.tokens_alive_until && (
        <Text size="sm" mt={4}>
          The last of the tokens that the old ones were given ends <Moment at={rotation.tokens_alive_until} />
          .
        </Text>
      )}
      <Group mt="xs">
        <NativeSelect
          size="xs"
          label="Looks at the"
          data={windows}
          value={String(window)}
          onChange={(event) => onWindow(Number(event.currentTarget.value))}
        />
      </Group>
    </Alert>
  );
}

/** The server says times as programs read them. */
const withTimes = (reason: string) => reason.replace(/\d{4}-\d\d-\d\dT[\d:.]+Z/g, absoluteTime);

/** The verdict counts all that was accepted within its window, also by what has been retired since. */
function lookOf({ verdict, secrets, credentials }: ClientRotation, window: number): keyof typeof looks {
  if (verdict !== 'in_use') return verdict;
  const now = serverNow();
  const left = [...secrets, ...credentials].filter(
    ({ state, expires_at }) => state === 'retiring' && (!expires_at || Date.parse(expires_at) > now),
  );
  const wasUsed = left.some(({ last_used }) => last_used && Date.parse(last_used.at) >= now - window * 1000);
  if (wasUsed) return 'in_use';
  return left.length > 0 ? 'unused' : 'retired';
}
