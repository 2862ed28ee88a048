import { Button, Group, SegmentedControl, Stack, Text } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { Dialog } from '../dialog.js';
import { Loaded } from '../loaded.js';
import { ChangeTable } from './change-table.js';
import { changesBetween, isSame, type Properties } from './changes.js';

/** Somebody else changed the same meanwhile: shows what, and lets the second one choose. */
export function Conflict<Read>({
  what,
  base,
  draft,
  names,
  read,
  stateOf,
  onChosen,
  onClose,
}: {
  /** What is edited, as in "this client". */
  what: string;
  base: Properties;
  draft: Properties;
  names: readonly string[];
  read: () => Promise<Read>;
  stateOf: (read: Read) => Properties;
  /** The present state, and what the form goes on with. */
  onChosen: (read: Read, next: Properties) => void;
  onClose: () => void;
}) {
  const query = useQuery({ queryKey: ['conflict'], queryFn: read, staleTime: 0, gcTime: 0 });
  return (
    <Dialog onClose={onClose} size="xl" title={`Somebody else changed this ${what}`}>
      <Loaded query={query}>
        {(present) => (
          <Choices
            base={base}
            draft={draft}
            names={names}
            present={stateOf(present)}
            onChosen={(next) => onChosen(present, next)}
          />
        )}
      </Loaded>
    </Dialog>
  );
}

function Choices({
  base,
  draft,
  names,
  present,
  onChosen,
}: {
  base: Properties;
  draft: Properties;
  names: readonly string[];
  present: Properties;
  onChosen: (next: Properties) => void;
}) {
  const theirs = changesBetween(base, present, names);
  const mine = changesBetween(base, draft, names);
  const both = mine
    .filter(({ name, after }) =>
      theirs.some((change) => change.name === name && !isSame(change.after, after)),
    )
    .map(({ name, after }) => ({ name, before: present[name], after }));
  const [taken, setTaken] = useState<ReadonlySet<string>>(new Set());
  const goOn = () => {
    const kept = mine.filter(({ name }) => !taken.has(name));
    onChosen({
      ...present,
      ...Object.fromEntries(kept.map(({ name, after }) => [name, after])),
    });
  };
  return (
    <Stack>
      <Text size="sm">Nothing of yours is saved yet. Since you opened the page, this has changed:</Text>
      <ChangeTable changes={theirs} before="When you began" after="Now" />
      {both.length > 0 && (
        <>
          <Text size="sm">You changed the same. Which shall it be?</Text>
          <ChangeTable
            changes={both}
            before="Theirs"
            after="Yours"
            choose={({ name }) => (
              <SegmentedControl
                size="xs"
                aria-label={`Which ${name}`}
                data={[
                  { value: 'mine', label: 'Yours' },
                  { value: 'theirs', label: 'Theirs' },
                ]}
                value={taken.has(name) ? 'theirs' : 'mine'}
                onChange={(value) =>
                  setTaken(
                    (now) =>
                      new Set(value === 'theirs' ? [...now, name] : [...now].filter((one) => one !== name)),
                  )
                }
              />
            )}
          />
        </>
      )}
      <Group justify="flex-end">
        <Button variant="default" onClick={() => onChosen(present)}>
          Discard what is yours
        </Button>
        <Button onClick={goOn} data-autofocus>
          Go on with this
        </Button>
      </Group>
    </Stack>
  );
}
