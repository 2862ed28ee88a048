import {
  ActionIcon,
  Anchor,
  AppShell,
  Box,
  Burger,
  Button,
  Group,
  Kbd,
  Menu,
  NavLink,
  Text,
  Tooltip,
  useComputedColorScheme,
  useMantineColorScheme,
} from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import { ExitIcon, MagnifyingGlassIcon, MoonIcon, PersonIcon, SunIcon } from '@radix-ui/react-icons';
import { lazy, Suspense } from 'react';
import { Link, Outlet, useLocation } from 'react-router';
import { Mark } from '../elements/mark.js';
import { visible } from '../elements/shown-text.js';
import { useSignedIn } from '../session/session-context.js';
import { useSignOut } from '../session/use-sign-out.js';
import { ConnectionNotice } from './connection-notice.js';
import { usePaletteKey } from './palette-key.js';
import { sections } from './sections.js';

const CommandPalette = lazy(() => import('./command-palette.js'));

/** The frame of all pages: where one can go, who is signed in, and the search. */
export function Layout() {
  const [menu, { toggle, close }] = useDisclosure();
  const [palette, { open: openPalette, close: closePalette }] = useDisclosure();
  const { pathname } = useLocation();
  const { can } = useSignedIn();
  usePaletteKey(openPalette);
  return (
    <AppShell
      header={{ height: 56 }}
      navbar={{ width: 220, breakpoint: 'sm', collapsed: { mobile: !menu } }}
      padding={{ base: 'md', sm: 'xl' }}
    >
      <AppShell.Header>
        <Anchor href="#content" className="skip">
          Skip to the content
        </Anchor>
        <Group h="100%" px="md" justify="space-between" wrap="nowrap" gap="xs">
          <Group gap="sm" wrap="nowrap">
            <Burger
              opened={menu}
              onClick={toggle}
              hiddenFrom="sm"
              size="sm"
              aria-label={menu ? 'Close the menu' : 'Open the menu'}
            />
            <Mark />
          </Group>
          <Group gap="xs" wrap="nowrap">
            <SearchButton onClick={openPalette} />
            <SchemeButton />
            <AccountMenu />
          </Group>
        </Group>
      </AppShell.Header>
      <AppShell.Navbar p="xs" aria-label="Main">
        {sections
          .filter(({ needs }) => can(...needs))
          .map(({ to, label, icon: Icon }) => (
            <NavLink
              key={to}
              component={Link}
              to={to}
              label={label}
              leftSection={<Icon aria-hidden />}
              active={pathname === to || pathname.startsWith(`${to}/`)}
              aria-current={pathname === to ? 'page' : undefined}
              onClick={close}
              variant="light"
              styles={{ root: { borderRadius: 'var(--mantine-radius-md)' } }}
            />
          ))}
        <ServerNote />
      </AppShell.Navbar>
      <AppShell.Main id="content" tabIndex={-1}>
        <ConnectionNotice />
        <Box maw={1180}>
          <Suspense>
            <Outlet />
          </Suspense>
        </Box>
      </AppShell.Main>
      {palette && (
        <Suspense>
          <CommandPalette onClose={closePalette} />
        </Suspense>
      )}
    </AppShell>
  );
}

function SearchButton({ onClick }: { onClick: () => void }) {
  return (
    <>
      <Button
        variant="default"
        size="sm"
        c="dimmed"
        fw={400}
        visibleFrom="sm"
        leftSection={<MagnifyingGlassIcon aria-hidden />}
        rightSection={<Kbd size="xs">Ctrl K</Kbd>}
        onClick={onClick}
      >
        Go to…
      </Button>
      <ActionIcon variant="default" size="lg" hiddenFrom="sm" onClick={onClick} aria-label="Go to…">
        <MagnifyingGlassIcon />
      </ActionIcon>
    </>
  );
}

function SchemeButton() {
  const scheme = useComputedColorScheme('light');
  const { setColorScheme } = useMantineColorScheme();
  const other = scheme === 'dark' ? 'light' : 'dark';
  return (
    <Tooltip label={`Use ${other} colours`}>
      <ActionIcon
        variant="default"
        size="lg"
        onClick={() => setColorScheme(other)}
        aria-label={`Use ${other} colours`}
      >
        {scheme === 'dark' ? <SunIcon /> : <MoonIcon />}
      </ActionIcon>
    </Tooltip>
  );
}

function AccountMenu() {
  const { session } = useSignedIn();
  const leave = useSignOut();
  return (
    <Menu position="bottom-end" width={240}>
      <Menu.Target>
        <ActionIcon variant="default" size="lg" aria-label={`Account of ${visible(session.person.name)}`}>
          <PersonIcon />
        </ActionIcon>
      </Menu.Target>
      <Menu.Dropdown>
        <Menu.Label>
          <Text size="sm" fw={600} truncate>
            <bdi>{visible(session.person.name)}</bdi>
          </Text>
          {session.person.email !== undefined && <Text size="xs">{visible(session.person.email)}</Text>}
        </Menu.Label>
        <Menu.Item component={Link} to="/account" leftSection={<PersonIcon aria-hidden />}>
          Account and sessions
        </Menu.Item>
        <Menu.Item leftSection={<ExitIcon aria-hidden />} onClick={leave}>
          Sign out
        </Menu.Item>
      </Menu.Dropdown>
    </Menu>
  );
}

function ServerNote() {
  const { server } = useSignedIn();
  return (
    <Box mt="auto" p="xs">
      <Text size="xs" c="dimmed" style={{ overflowWrap: 'anywhere' }}>
        {server.issuer}
      </Text>
      <Text size="xs" c="dimmed">
        {server.mode}, version {server.version}
      </Text>
      <Anchor size="xs" href="/docs" target="_blank" rel="noreferrer">
        API reference
      </Anchor>
    </Box>
  );
}
