import { Affix, Anchor, Button, Group, Paper, Text } from '@mantine/core';
import { useEffect, useState } from 'react';
import { Confirmation } from '../confirmation.js';
import { PermittedButton } from '../permitted.js';
import type { Change } from './changes.js';
import { labelOf } from './schema.js';

/** Milliseconds for which it is said that something was saved. */
const savedFor = 6_000;

/** Why what was changed is not saved. */
export interface Hindrance {
  /** What is to be said, as in "Not saved". */
  words: string;
  /** The properties that are the reason; none where another reason stands above them. */
  names: readonly string[];
}

/** What stands below a form: how much is not saved yet and why, and that it was saved. */
export function SaveBar({
  changes,
  hindrance,
  unless,
  saved,
  onSavedSeen,
  onSeek,
  onDiscard,
  onReview,
}: {
  changes: readonly Change[];
  hindrance: Hindrance | undefined;
  /** Why it cannot be saved by whoever is signed in now. */
  unless: string | undefined;
  saved: boolean;
  onSavedSeen: () => void;
  /** Shows a property, or the reason that is none. */
  onSeek: (name: string | undefined) => void;
  onDiscard: () => void;
  onReview: () => void;
}) {
  const [discarding, setDiscarding] = useState(false);
  useEffect(() => {
    if (!saved) return;
    const timer = setTimeout(onSavedSeen, savedFor);
    return () => clearTimeout(timer);
  }, [saved, onSavedSeen]);
  const count = changes.length;
  return (
    <>
      <Affix position={{ bottom: 16, right: 16, left: 16 }} zIndex={150} style={{ pointerEvents: 'none' }}>
        <Group justify="center" role="status">
          {saved && count === 0 && (
            <Paper withBorder shadow="md" px="md" py="xs">
              <Text size="sm">Saved</Text>
            </Paper>
          )}
        </Group>
        {count > 0 && (
          <Group justify="center">
            <Paper
              withBorder
              shadow="md"
              p="sm"
              role="region"
              aria-label="Unsaved changes"
              style={{ pointerEvents: 'auto' }}
            >
              <Group gap="sm" justify="center">
                {hindrance ? (
                  <Text size="sm" role="alert" c="red">
                    {hindrance.words}:{' '}
                    {hindrance.names.length === 0 ? (
                      <Reason onClick={() => onSeek(undefined)}>see why</Reason>
                    ) : (
                      hindrance.names.map((name, index) => (
                        <span key={name}>
                          {index > 0 && ', '}
                          <Reason onClick={() => onSeek(name)}>{labelOf(name)}</Reason>
                        </span>
                      ))
                    )}
                  </Text>
                ) : (
                  <Text size="sm">
                    {count === 1 ? 'One property' : `${count} properties`} changed, not saved
                  </Text>
                )}
                <Button variant="default" size="sm" onClick={() => setDiscarding(true)}>
                  Discard
                </Button>
                <PermittedButton needs={[]} unless={unless} size="sm" onClick={onReview}>
                  Review and save
                </PermittedButton>
              </Group>
            </Paper>
          </Group>
        )}
      </Affix>
      <Confirmation
        opened={discarding && count > 0}
        title="Discard your changes?"
        action="Discard"
        danger
        onConfirm={async () => onDiscard()}
        onClose={() => setDiscarding(false)}
      >
        What you entered is lost: {changes.map(({ name }) => labelOf(name)).join(', ')}.
      </Confirmation>
    </>
  );
}

function Reason({ onClick, children }: { onClick: () => void; children: string }) {
  return (
    <Anchor component="button" type="button" size="sm" c="inherit" td="underline" onClick={onClick}>
      {children}
    </Anchor>
  );
}
