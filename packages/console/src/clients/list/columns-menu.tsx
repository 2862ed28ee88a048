import { Button, Checkbox, Popover, Stack } from '@mantine/core';
import { ViewVerticalIcon } from '@radix-ui/react-icons';
import { useSignedIn } from '../../session/session-context.js';
import { type ColumnName, columnNames, columnsOfSettings } from './client-filter.js';
import { columns as known } from './client-table.js';

/** Chooses which columns the list has. */
export function ColumnsMenu({
  columns,
  onChange,
}: {
  columns: readonly ColumnName[];
  onChange: (columns: readonly ColumnName[]) => void;
}) {
  const seesSettings = useSignedIn().can('read:clients', 'read:client_keys');
  const offered = columnNames.filter((name) => seesSettings || !columnsOfSettings.includes(name));
  return (
    <Popover withArrow position="bottom-end" trapFocus>
      <Popover.Target>
        <Button variant="default" size="sm" visibleFrom="sm" leftSection={<ViewVerticalIcon aria-hidden />}>
          Columns
        </Button>
      </Popover.Target>
      <Popover.Dropdown>
        <Stack gap="xs">
          {offered.map((name) => (
            <Checkbox
              key={name}
              label={known[name].title}
              checked={columns.includes(name)}
              onChange={(event) =>
                onChange(
                  columnNames.filter((one) =>
                    one === name ? event.currentTarget.checked : columns.includes(one),
                  ),
                )
              }
            />
          ))}
        </Stack>
      </Popover.Dropdown>
    </Popover>
  );
}
