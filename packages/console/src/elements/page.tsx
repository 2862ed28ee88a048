import { Anchor, Group, Stack, Text, Title } from '@mantine/core';
import { type ReactNode, useEffect } from 'react';
import { Link } from 'react-router';
import { visible } from './shown-text.js';

/** A page: its title, what it is for, what can be done, and the rest. */
export function Page({
  title,
  about,
  back,
  actions,
  children,
}: {
  title: string;
  about?: ReactNode;
  back?: { to: string; text: string };
  actions?: ReactNode;
  children: ReactNode;
}) {
  const shown = visible(title);
  useEffect(() => {
    document.title = `${shown.slice(0, 80)} · Clientele`;
  }, [shown]);
  return (
    <Stack gap="lg">
      <Stack gap={4}>
        {back && (
          <Anchor component={Link} to={back.to} size="sm">
            ← {back.text}
          </Anchor>
        )}
        <Group justify="space-between" align="flex-start" gap="sm">
          <Title
            order={1}
            size="h2"
            style={{ overflowWrap: 'anywhere', minWidth: 0, flex: '1 1 12rem' }}
            lineClamp={3}
          >
            <bdi>{shown}</bdi>
          </Title>
          {actions && <Group gap="xs">{actions}</Group>}
        </Group>
        {about && (
          <Text c="dimmed" size="sm" maw={720} mt={actions ? 4 : 0} component="div">
            {about}
          </Text>
        )}
      </Stack>
      {children}
    </Stack>
  );
}
