import { Anchor, Text } from '@mantine/core';
import { Link } from 'react-router';
import { Page } from '../elements/page.js';

/** Says that an address leads nowhere. */
export function NotFoundPage() {
  return (
    <Page title="Page not found">
      <Text>
        There is no such page.{' '}
        <Anchor component={Link} to="/">
          Start from the beginning
        </Anchor>
        , or press Ctrl K to search.
      </Text>
    </Page>
  );
}
