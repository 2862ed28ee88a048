import { Anchor, Badge, Button, Group, Stack, Table, Text } from '@mantine/core';
import { keepPreviousData, useInfiniteQuery } from '@tanstack/react-query';
import { Link } from 'react-router';
import { useAddressFilter } from '../elements/address-filter.js';
import { Empty } from '../elements/empty.js';
import { FilterText } from '../elements/filter-text.js';
import { GivenText } from '../elements/given-text.js';
import { Loaded } from '../elements/loaded.js';
import { Page } from '../elements/page.js';
import { PermittedButton } from '../elements/permitted.js';
import { useSignedIn } from '../session/session-context.js';
import { durationOf } from './duration.js';
import { NewApi } from './new-api.js';
import type { ShownApi } from './read-api.js';

interface FoundApis {
  resource_servers: ShownApi[];
  next?: string;
}

/** A text as a search in SCIM's language takes it. RFC 7644 section 3.4.2.2 */
const quoted = (text: string) => `"${text.replaceAll('\\', '\\\\').replaceAll('"', '\\"')}"`;

/** All APIs. */
export default function ApisPage() {
  const { api } = useSignedIn();
  const { value, set } = useAddressFilter();
  const q = value('q').slice(0, 200);
  const apis = useInfiniteQuery({
    queryKey: ['apis', 'found', q],
    queryFn: ({ pageParam }) =>
      api.ask<FoundApis>({
        method: 'GET',
        path: '/resource-servers/search',
        query: {
          take: 50,
          sort: 'name',
          fields: 'id,identifier,name,scopes,signing_alg,token_lifetime,is_system',
          ...(q !== '' && {
            q: `name co ${quoted(q)} or identifier co ${quoted(q)} or id eq ${quoted(q)}`,
            parser: 'scim',
          }),
          ...(pageParam !== '' && { from: pageParam }),
        },
      }),
    initialPageParam: '',
    getNextPageParam: ({ next }) => next,
    placeholderData: keepPreviousData,
  });
  const { hasNextPage, isFetchingNextPage, fetchNextPage } = apis;
  return (
    <Page
      title="APIs"
      about="What clients get tokens for. Each has an identifier, which tokens name as their audience, and scopes."
      actions={
        <PermittedButton needs="create:resource_servers" onClick={() => set({ new: 'yes' })}>
          Create an API
        </PermittedButton>
      }
    >
      <FilterText
        aria-label="Search by name or identifier"
        placeholder="Search by name or identifier"
        maw={420}
        value={q}
        onChange={(next) => set({ q: next })}
      />
      <Loaded query={apis} rows={8}>
        {({ pages }) => {
          const found = pages.flatMap((page) => page.resource_servers);
          if (found.length === 0)
            return (
              <Empty title={q === '' ? 'No APIs yet' : 'No API is like this'}>
                {q === ''
                  ? 'Create the first one, then grant clients its scopes.'
                  : 'Names and identifiers are searched for the text as it is.'}
              </Empty>
            );
          return (
            <Stack gap="sm">
              <ApiTable apis={found} />
              {hasNextPage && (
                <Button
                  variant="default"
                  loading={isFetchingNextPage}
                  onClick={() => void fetchNextPage()}
                  style={{ alignSelf: 'flex-start' }}
                >
                  Show more
                </Button>
              )}
            </Stack>
          );
        }}
      </Loaded>
      {value('new') !== '' && <NewApi onClose={() => set({ new: '' })} />}
    </Page>
  );
}

function ApiTable({ apis }: { apis: readonly ShownApi[] }) {
  return (
    <Table verticalSpacing="xs" highlightOnHover aria-label="APIs">
      <Table.Thead>
        <Table.Tr>
          <Table.Th scope="col">Name</Table.Th>
          <Table.Th scope="col" ta="right" visibleFrom="xs">
            Scopes
          </Table.Th>
          <Table.Th scope="col" visibleFrom="sm">
            Tokens are valid for
          </Table.Th>
          <Table.Th scope="col" visibleFrom="sm">
            Signed with
          </Table.Th>
        </Table.Tr>
      </Table.Thead>
      <Table.Tbody>
        {apis.map(({ id, name, identifier, scopes = [], token_lifetime, signing_alg, is_system }) => (
          <Table.Tr key={id}>
            <Table.Td maw={0} w="55%">
              <Group gap="xs" wrap="nowrap">
                <Anchor component={Link} to={`/apis/${id}`} fw={500} miw={0}>
                  <GivenText inherit>{name ?? identifier}</GivenText>
                </Anchor>
                {is_system && (
                  <Badge variant="light" color="gray" size="sm" style={{ flexShrink: 0 }}>
                    Of the server
                  </Badge>
                )}
              </Group>
              <GivenText size="xs" c="dimmed" ff="monospace">
                {identifier}
              </GivenText>
            </Table.Td>
            <Table.Td ta="right" visibleFrom="xs">
              {scopes.length}
            </Table.Td>
            <Table.Td visibleFrom="sm">
              {token_lifetime === undefined ? '' : durationOf(token_lifetime)}
            </Table.Td>
            <Table.Td visibleFrom="sm">
              <Text size="sm">{signing_alg}</Text>
            </Table.Td>
          </Table.Tr>
        ))}
      </Table.Tbody>
    </Table>
  );
}
