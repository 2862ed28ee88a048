import { Alert, Anchor, Button, Group, Text } from '@mantine/core';
import { Link } from 'react-router';
import { failureOf } from '../api/failure.js';
import { useSignedIn } from '../session/session-context.js';

/** What went wrong, in the server's words, and where the log says more. */
export function FailureNotice({
  error,
  title,
  onRetry,
}: {
  error: unknown;
  title?: string;
  onRetry?: () => void;
}) {
  const { can } = useSignedIn();
  const { message, requestId } = failureOf(error);
  return (
    <Alert color="red" variant="light" title={title} role="alert">
      <Text size="sm" style={{ overflowWrap: 'anywhere' }}>
        {message}
      </Text>
      {(requestId !== undefined || onRetry) && (
        <Group mt="xs" gap="sm">
          {onRetry && (
            <Button size="compact-sm" variant="default" onClick={onRetry}>
              Try again
            </Button>
          )}
          {requestId !== undefined && can('read:logs') && (
            <Anchor component={Link} size="sm" to={`/log?request_id=${encodeURIComponent(requestId)}`}>
              See request {requestId} in the log
            </Anchor>
          )}
        </Group>
      )}
    </Alert>
  );
}
