import { CaretDownIcon, CaretUpIcon } from '@radix-ui/react-icons';
import { memo, type ReactNode, startTransition, useEffect, useRef, useState } from 'react';
import { Link } from 'react-router';
import { absoluteTime, relativeTime } from '../../elements/moment.js';
import { shownName, visible } from '../../elements/shown-text.js';
import { useSignedIn } from '../../session/session-context.js';
import { methodNames, methodOf, typeName } from '../words.js';
import type { ColumnName } from './client-filter.js';
import classes from './client-table.module.css';
import { type ListedClient, sendsSecret } from './found-clients.js';

interface Column {
  title: string;
  /** What the server sorts by. */
  sort?: string;
  show(client: ListedClient): ReactNode;
}

const time = (at: string | undefined) =>
  at && (
    <time dateTime={at} title={absoluteTime(at)}>
      {relativeTime(Date.parse(at))}
    </time>
  );

/** The columns by their names. */
export const columns: Readonly<Record<ColumnName, Column>> = {
  id: { title: 'Client ID', sort: 'client_id', show: ({ client_id }) => <bdi>{visible(client_id)}</bdi> },
  type: { title: 'Type', show: ({ app_type }) => typeName(app_type) },
  party: {
    title: 'Party',
    show: ({ is_first_party: first }) => (first === undefined ? '' : first ? 'First' : 'Third'),
  },
  method: { title: 'Authenticates by', show: methodWords },
  created: { title: 'Created', sort: 'created_at', show: ({ created_at }) => time(created_at) },
  updated: { title: 'Changed', sort: 'updated_at', show: ({ updated_at }) => time(updated_at) },
  description: {
    title: 'Description',
    show: ({ description = '' }) => <bdi className={classes.text}>{visible(description)}</bdi>,
  },
};

function methodWords(client: ListedClient): string {
  const method = methodOf(client);
  if (method) return methodNames[method];
  return sendsSecret(client) ? 'Secret' : '';
}

/** Rows that fill a screen: they are drawn first, and the others once these can be seen. */
const firstRows = 15;

/** The clients of a page, of which some can be chosen. */
export function ClientTable({
  clients,
  columns: shown,
  sort,
  onSort,
  chosen,
  onChoose,
}: {
  clients: readonly ListedClient[];
  columns: readonly ColumnName[];
  sort: string;
  onSort: (sort: string) => void;
  chosen: ReadonlyMap<string, ListedClient>;
  onChoose: (chosen: ReadonlyMap<string, ListedClient>) => void;
}) {
  const { can } = useSignedIn();
  const choosable = can('update:clients', 'delete:clients');
  const [drawn, setDrawn] = useState(firstRows);
  useEffect(() => startTransition(() => setDrawn(Number.POSITIVE_INFINITY)), []);
  const toggle = (changed: readonly ListedClient[], on: boolean) => {
    const next = new Map(chosen);
    for (const client of changed) {
      if (on) next.set(client.client_id, client);
      else next.delete(client.client_id);
    }
    onChoose(next);
  };
  return (
    <div className={classes.scroll}>
      <table className={classes.table} aria-label="Clients">
        <thead>
          <tr>
            {choosable && (
              <th className={classes.choice}>
                <ChooseAll
                  all={clients.every(({ client_id }) => chosen.has(client_id))}
                  some={chosen.size > 0}
                  onChange={(on) => toggle(clients, on)}
                />
              </th>
            )}
            <SortableHead title="Name" by="name" sort={sort} onSort={onSort} />
            {shown.map((name) => (
              <SortableHead
                key={name}
                title={columns[name].title}
                by={columns[name].sort}
                sort={sort}
                onSort={onSort}
                wide
              />
            ))}
          </tr>
        </thead>
        <tbody>
          {clients.slice(0, drawn).map((client) => (
            <tr key={client.client_id} data-chosen={chosen.has(client.client_id) || undefined}>
              {choosable && (
                <td className={classes.choice}>
                  <input
                    type="checkbox"
                    aria-label={`Choose ${shownName(client.name, client.client_id).slice(0, 100)}`}
                    checked={chosen.has(client.client_id)}
                    onChange={(event) => toggle([client], event.currentTarget.checked)}
                  />
                </td>
              )}
              <Cells client={client} columns={shown} />
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

/** What is shown of a client; it stays as it is while others are chosen. */
const Cells = memo(function Cells({
  client,
  columns: shown,
}: {
  client: ListedClient;
  columns: readonly ColumnName[];
}) {
  const name = shownName(client.name, client.client_id);
  return (
    <>
      <td className={classes.name}>
        <Link
          to={`/clients/${encodeURIComponent(client.client_id)}`}
          title={name.length > 40 ? name : undefined}
        >
          <bdi>{name}</bdi>
        </Link>
        <bdi className={classes.id}>{visible(client.client_id)}</bdi>
        {client.disabled && <span className={classes.disabled}>Disabled</span>}
      </td>
      {shown.map((column) => (
        <td key={column} className={classes.wide}>
          {columns[column].show(client)}
        </td>
      ))}
    </>
  );
});

function ChooseAll({
  all,
  some,
  onChange,
}: {
  all: boolean;
  some: boolean;
  onChange: (on: boolean) => void;
}) {
  const box = useRef<HTMLInputElement>(null);
  useEffect(() => {
    if (box.current) box.current.indeterminate = some && !all;
  }, [some, all]);
  return (
    <input
      ref={box}
      type="checkbox"
      aria-label="Choose all on this page"
      checked={all}
      onChange={(event) => onChange(event.currentTarget.checked)}
    />
  );
}

function SortableHead({
  title,
  by,
  sort,
  onSort,
  wide = false,
}: {
  title: string;
  by: string | undefined;
  sort: string;
  onSort: (sort: string) => void;
  /** Whether there is room for it on large screens only. */
  wide?: boolean;
}) {
  const { can } = useSignedIn();
  const [field, direction = 'asc'] = sort.split(':');
  const active = by !== undefined && field === by;
  const sortable = by !== undefined && (!by.endsWith('_at') || can('read:clients', 'read:client_keys'));
  const room = wide ? classes.wide : undefined;
  if (!sortable)
    return (
      <th scope="col" className={room}>
        {title}
      </th>
    );
  const next = active && direction === 'asc' ? `${by}:desc` : active ? '' : `${by}:asc`;
  const order = active ? (direction === 'asc' ? 'ascending' : 'descending') : 'none';
  return (
    <th scope="col" className={room} aria-sort={order}>
      <button type="button" className={classes.sort} onClick={() => onSort(next)}>
        {title}
        {active && (direction === 'asc' ? <CaretUpIcon aria-hidden /> : <CaretDownIcon aria-hidden />)}
      </button>
    </th>
  );
}
