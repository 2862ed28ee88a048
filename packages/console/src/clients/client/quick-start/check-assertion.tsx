import { Badge, Button, Group, List, Stack, Text, Textarea, Title } from '@mantine/core';
import { useState } from 'react';
import { useMutation } from '../../../api/use-mutation.js';
import { FailureNotice } from '../../../elements/failure-notice.js';
import { useSignedIn } from '../../../session/session-context.js';

/** What the server says of an assertion. */
interface Judgement {
  accepted: boolean;
  message: string;
  checks: { rule: string; outcome: 'passed' | 'failed' | 'not_checked'; message?: string }[];
}

const outcomes = {
  passed: { color: 'teal', text: 'Holds' },
  failed: { color: 'red', text: 'Broken' },
  not_checked: { color: 'gray', text: 'Not looked at' },
} as const;

/** Says which rule would refuse an assertion; it stays unused. */
export function CheckAssertion({ clientId }: { clientId: string }) {
  const { api } = useSignedIn();
  const [assertion, setAssertion] = useState('');
  const check = useMutation({
    gcTime: 0,
    mutationFn: () =>
      api.ask<Judgement>({
        method: 'POST',
        path: `/clients/${encodeURIComponent(clientId)}/check-assertion`,
        headers: { 'content-type': 'application/json' },
        body: { assertion: assertion.trim() },
      }),
  });
  return (
    <Stack gap="sm" component="section" aria-label="Check an assertion">
      <Title order={2} size="h4">
        Check an assertion
      </Title>
      <form
        onSubmit={(event) => {
          event.preventDefault();
          check.mutate();
        }}
      >
        <Stack gap="sm" maw={720}>
          <Textarea
            label="Assertion"
            description="A client_assertion that your application made. It is looked at by the rules of the token endpoint and stays unused."
            value={assertion}
            minRows={3}
            maxRows={8}
            autosize
            spellCheck={false}
            styles={{ input: { fontFamily: 'var(--mantine-font-family-monospace)', fontSize: '0.75rem' } }}
            onChange={(event) => setAssertion(event.currentTarget.value)}
            required
          />
          <Group>
            <Button type="submit" variant="default" loading={check.isPending}>
              Check it
            </Button>
          </Group>
        </Stack>
      </form>
      {check.error && <FailureNotice error={check.error} />}
      {check.data && (
        <Stack gap="xs" role="status">
          <Text fw={600}>{check.data.accepted ? 'It would be accepted.' : 'It would be refused.'}</Text>
          <Text size="sm">{check.data.message}</Text>
          <List size="sm" spacing={4} listStyleType="none">
            {check.data.checks.map(({ rule, outcome, message }) => (
              <List.Item key={rule}>
                <Badge size="sm" variant="light" color={outcomes[outcome].color}>
                  {outcomes[outcome].text}
                </Badge>{' '}
                {rule}
                {message && `: ${message}`}
              </List.Item>
            ))}
          </List>
        </Stack>
      )}
    </Stack>
  );
}
