import type { LastUse } from '@clientele/sdk';
import { Popover, Stack, Text, UnstyledButton } from '@mantine/core';
import { Moment } from '../../../elements/moment.js';
import { visible } from '../../../elements/shown-text.js';

/** When something was used last, how often, and from where. */
export function LastUseNote({ use }: { use: LastUse | undefined }) {
  if (!use)
    return (
      <Text size="sm" c="dimmed">
        Never used
      </Text>
    );
  const [address] = use.addresses;
  return (
    <Stack gap={0}>
      <Text size="sm" component="span">
        Used <Moment at={use.at} />
      </Text>
      <Text size="sm" c="dimmed" component="span">
        {use.count_24h.toLocaleString('en')} in 24 hours
        {address && (
          <>
            {', from '}
            <Popover withArrow trapFocus width={320}>
              <Popover.Target>
                <UnstyledButton fz="sm" td="underline dotted">
                  {address.address}
                  {use.addresses.length > 1 && ` and ${use.addresses.length - 1} more`}
                </UnstyledButton>
              </Popover.Target>
              <Popover.Dropdown>
                <Stack gap={4} mah={260} style={{ overflow: 'auto' }}>
                  {use.addresses.map((source) => (
                    <Text key={source.address} size="sm">
                      {source.address}: {source.count.toLocaleString('en')}, last{' '}
                      <Moment at={source.last_at} />
                    </Text>
                  ))}
                  {use.user_agents.map((source) => (
                    <Text key={source.user_agent} size="sm" c="dimmed" style={{ overflowWrap: 'anywhere' }}>
                      <bdi>{visible(source.user_agent)}</bdi>: {source.count.toLocaleString('en')}
                    </Text>
                  ))}
                </Stack>
              </Popover.Dropdown>
            </Popover>
          </>
        )}
      </Text>
    </Stack>
  );
}
