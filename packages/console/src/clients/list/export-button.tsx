import { Button, Text } from '@mantine/core';
import { DownloadIcon } from '@radix-ui/react-icons';
import { useRef, useState } from 'react';
import { failureOf } from '../../api/failure.js';
import { useMutation } from '../../api/use-mutation.js';
import { saveFile } from '../../elements/save-file.js';
import { useSignedIn } from '../../session/session-context.js';
import { type ClientFilter, columnNames } from './client-filter.js';
import { csv } from './csv.js';
import { allFound, columnText } from './found-clients.js';

/** Saves every client that the filter finds, with all columns, as CSV. */
export function ExportButton({ filter }: { filter: ClientFilter }) {
  const { api } = useSignedIn();
  const [count, setCount] = useState(0);
  const stopped = useRef(false);
  const save = useMutation({
    mutationFn: async () => {
      stopped.current = false;
      setCount(0);
      const rows: (readonly unknown[])[] = [['name', 'disabled', ...columnNames]];
      for await (const clients of allFound(api, filter)) {
        if (stopped.current) return;
        for (const client of clients)
          rows.push([
            client.name,
            client.disabled ?? false,
            ...columnNames.map((name) => columnText(client, name)),
          ]);
        setCount(rows.length - 1);
      }
      saveFile('clients.csv', csv(rows), 'text/csv');
    },
  });
  return (
    <>
      {save.error && (
        <Text size="sm" c="red" role="alert">
          {failureOf(save.error).message}
        </Text>
      )}
      <Button
        variant="default"
        size="sm"
        leftSection={<DownloadIcon aria-hidden />}
        onClick={() => {
          if (save.isPending) stopped.current = true;
          else save.mutate();
        }}
      >
        {save.isPending ? `${count.toLocaleString('en')} so far: stop` : 'Export as CSV'}
      </Button>
    </>
  );
}
