import { Box, Button, Tabs } from '@mantine/core';
import { type ReactNode, Suspense, useEffect, useRef } from 'react';
import { Link, useNavigate } from 'react-router';
import { useSignedIn } from '../session/session-context.js';
import { Empty } from './empty.js';

/** A part of a page, with an address of its own. */
export interface PageTab {
  value: string;
  label: string;
  /** Scopes of which any one is needed to see it. */
  needs?: readonly string[] | undefined;
  content: () => ReactNode;
}

/** The parts of a page; those that somebody may not see are not there, and the first one is shown by itself. */
export function PageTabs({
  at,
  tab,
  tabs,
  what,
}: {
  /** The address of the page. */
  at: string;
  /** The part that the address names. */
  tab: string | undefined;
  tabs: readonly PageTab[];
  /** What the page shows, as in "a client". */
  what: string;
}) {
  const { can } = useSignedIn();
  const navigate = useNavigate();
  const seen = tabs.filter(({ needs }) => needs === undefined || can(...needs));
  const current = seen.find(({ value }) => value === (tab ?? seen[0]?.value));
  const shown = current?.value;
  const list = useRef<HTMLDivElement>(null);
  useEffect(() => {
    // On a small screen the chosen one may lie beyond the edge.
    const chosen = list.current?.querySelector(`[data-value="${shown}"]`);
    chosen?.scrollIntoView({ block: 'nearest', inline: 'center' });
  }, [shown]);
  const unseen = tabs.find(({ value }) => value === tab);
  if (!current && unseen?.needs)
    return (
      <Empty title="Not for you to see">
        This needs the scope {unseen.needs.join(' or ')}, which you do not have.
        {seen.length > 0 && <WhatThereIs at={at} />}
      </Empty>
    );
  if (!current)
    return (
      <Empty title={`There is no such part of ${what}`}>
        <WhatThereIs at={at} />
      </Empty>
    );
  return (
    <Tabs
      value={current.value}
      onChange={(value) => void navigate(`${at}/${value}`)}
      keepMounted={false}
      activateTabWithKeyboard={false}
    >
      <Box mb="lg" style={{ overflowX: 'auto', overflowY: 'hidden' }}>
        <Tabs.List ref={list} style={{ flexWrap: 'nowrap', width: 'max-content', minWidth: '100%' }}>
          {seen.map(({ value, label }) => (
            <Tabs.Tab
              key={value}
              value={value}
              data-value={value}
              color={value === 'danger' ? 'red' : undefined}
            >
              {label}
            </Tabs.Tab>
          ))}
        </Tabs.List>
      </Box>
      <Tabs.Panel value={current.value}>
        <Suspense>{current.content()}</Suspense>
      </Tabs.Panel>
    </Tabs>
  );
}

function WhatThereIs({ at }: { at: string }) {
  return (
    <div>
      <Button component={Link} to={at} variant="default" mt="sm">
        See what there is
      </Button>
    </div>
  );
}
