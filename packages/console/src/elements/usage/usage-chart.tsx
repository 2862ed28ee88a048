import type { Usage, UsageGroup } from '@clientele/sdk';
import { Anchor, Button, Group, Paper, ScrollArea, Stack, Table, Text, Title } from '@mantine/core';
import { useDisclosure, useElementSize } from '@mantine/hooks';
import { type KeyboardEvent, type PointerEvent, useId, useMemo, useState } from 'react';
import { Link } from 'react-router';
import { GivenText } from '../given-text.js';
import { visible } from '../shown-text.js';
import { type Bars, barsOf, labelsBelow, periodOf, type Series, scaleOf } from './usage-bars.js';
import classes from './usage-chart.module.css';

const height = 180;
const below = 20;
const above = 8;
/** What a label below the bars takes. */
const labelWidth = 58;

const numbers = new Intl.NumberFormat('en-GB');
const shortNumbers = new Intl.NumberFormat('en-GB', { notation: 'compact' });

const seriesColor = (index: number) => `var(--series-${Math.min(index, 7)})`;

/** Green for what was issued, other colours for what was refused. */
export function outcomeColor(group: UsageGroup, index: number): string {
  if (group.outcome === 'issued') return seriesColor(1);
  return seriesColor([5, 2, 3, 0, 4, 6][index % 6] ?? 7);
}

/** Use over time: bars, their numbers by pointer and arrow keys, a legend, and all of it as a table. */
export function UsageChart({
  usage,
  title,
  nameOf,
  linkOf,
  colorOf,
  empty = 'No token was asked for in this time.',
}: {
  usage: Usage;
  title: string;
  nameOf: (group: UsageGroup) => string;
  /** Where the name of a group leads. */
  linkOf?: (group: UsageGroup) => string | undefined;
  colorOf?: (group: UsageGroup, index: number) => string;
  empty?: string;
}) {
  const drawn = useMemo(() => barsOf(usage, nameOf), [usage, nameOf]);
  const [chosen, setChosen] = useState<number>();
  const [emphasized, setEmphasized] = useState<string>();
  const [table, { toggle }] = useDisclosure();
  const tableId = useId();
  const bar = chosen === undefined ? undefined : drawn.bars[chosen];
  const color = ({ group }: Series, index: number) =>
    group ? (colorOf?.(group, index) ?? seriesColor(index)) : seriesColor(7);
  return (
    <Paper withBorder p="md" component="figure" className={classes.chart}>
      <Stack gap="sm">
        <Group justify="space-between" gap="xs">
          <Title order={2} size="h4">
            {title}
          </Title>
          {drawn.total > 0 && (
            <Button
              variant="subtle"
              size="compact-sm"
              onClick={toggle}
              aria-expanded={table}
              aria-controls={tableId}
            >
              {table ? 'Hide the table' : 'Show as a table'}
            </Button>
          )}
        </Group>
        {drawn.total === 0 ? (
          <Text size="sm" c="dimmed" py="md">
            {empty}
          </Text>
        ) : (
          <>
            <Plot {...{ drawn, title, chosen, setChosen, emphasized, color }} />
            <Group justify="space-between" gap="xs">
              <Text size="sm" fw={600}>
                {bar ? periodOf(bar, drawn.byDay) : 'Whole period'}
              </Text>
              <Text size="sm" fw={600} className={classes.number}>
                {numbers.format(bar?.total ?? drawn.total)}
              </Text>
            </Group>
            <Legend {...{ drawn, chosen, setEmphasized, linkOf, color }} />
            <div id={tableId} hidden={!table}>
              {table && <NumbersTable drawn={drawn} title={title} />}
            </div>
          </>
        )}
      </Stack>
    </Paper>
  );
}

type ColorOf = (series: Series, index: number) => string;

function Plot({
  drawn,
  title,
  chosen,
  setChosen,
  emphasized,
  color,
}: {
  drawn: Bars;
  title: string;
  chosen: number | undefined;
  setChosen: (index: number | undefined) => void;
  emphasized: string | undefined;
  color: ColorOf;
}) {
  const { ref, width } = useElementSize();
  const { bars, byDay } = drawn;
  const last = bars.length - 1;
  const current = chosen ?? last;
  const bar = bars[current];
  const lines = scaleOf(Math.max(...bars.map(({ total }) => total)));
  const left = 12 + 7 * Math.max(...lines.map((line) => shortNumbers.format(line).length));
  const pointed = (event: PointerEvent<HTMLElement>) => {
    const across = event.clientX - event.currentTarget.getBoundingClientRect().left - left;
    const index = Math.floor((across / Math.max(1, width - left)) * bars.length);
    setChosen(index >= 0 && index <= last ? index : undefined);
  };
  return (
    <div
      ref={ref}
      className={classes.plot}
      role="slider"
      tabIndex={0}
      aria-label={`${title}, one bar after the other by arrow keys`}
      aria-valuemin={0}
      aria-valuemax={last}
      aria-valuenow={current}
      aria-valuetext={bar ? inWords(drawn, current) : undefined}
      onKeyDown={(event) => {
        const next = movedBy(event, current, last);
        if (next === undefined) return;
        event.preventDefault();
        setChosen(next);
      }}
      onFocus={() => setChosen(current)}
      onBlur={() => setChosen(undefined)}
      onPointerMove={pointed}
      onPointerDown={pointed}
      onPointerLeave={() => setChosen(undefined)}
    >
      <svg width={width} height={height} aria-hidden="true">
        <Columns {...{ drawn, chosen, emphasized, color, lines, left, width }} />
        {labelsBelow(drawn, (width - left) / labelWidth).map(({ index, text }) => (
          <text
            key={index}
            x={left + ((index + (byDay ? 0.5 : 0)) * (width - left)) / bars.length}
            y={height - 4}
            textAnchor={index === 0 && !byDay ? 'start' : 'middle'}
          >
            {text}
          </text>
        ))}
      </svg>
    </div>
  );
}

function Columns({
  drawn,
  chosen,
  emphasized,
  color,
  lines,
  left,
  width,
}: {
  drawn: Bars;
  chosen: number | undefined;
  emphasized: string | undefined;
  color: ColorOf;
  lines: readonly number[];
  left: number;
  width: number;
}) {
  const { bars, series } = drawn;
  const space = height - above - below;
  const top = lines.at(-1) ?? 1;
  const heightOf = (count: number) => (count / top) * space;
  const step = Math.max(0, width - left) / bars.length;
  const gap = step > 6 ? 2 : step > 3 ? 1 : 0;
  return (
    <>
      {chosen !== undefined && (
        <rect className={classes.chosen} x={left + chosen * step} y={above} width={step} height={space} />
      )}
      {lines.map((line) => {
        const y = above + space - heightOf(line);
        return (
          <g key={line}>
            <line className={classes.line} x1={left} x2={width} y1={y} y2={y} />
            <text x={left - 6} y={y + 4} textAnchor="end">
              {shortNumbers.format(line)}
            </text>
          </g>
        );
      })}
      {bars.map(({ from }, index) => {
        let y = above + space;
        return series.map((one, place) => {
          const count = one.counts[index] ?? 0;
          if (count === 0) return null;
          // What is little beside the rest is seen all the same.
          const tall = Math.max(1.5, heightOf(count));
          y -= tall;
          return (
            <rect
              key={`${from} ${one.key}`}
              x={left + index * step + gap / 2}
              y={y}
              width={Math.max(0.5, step - gap)}
              height={tall > 4 ? tall - 0.75 : tall}
              fill={color(one, place)}
              opacity={emphasized !== undefined && emphasized !== one.key ? 0.2 : 1}
            />
          );
        });
      })}
    </>
  );
}

function Legend({
  drawn,
  chosen,
  setEmphasized,
  linkOf,
  color,
}: {
  drawn: Bars;
  chosen: number | undefined;
  setEmphasized: (key: string | undefined) => void;
  linkOf: ((group: UsageGroup) => string | undefined) | undefined;
  color: ColorOf;
}) {
  return (
    <ul className={classes.legend}>
      {drawn.series.map((one, index) => {
        const { key, name, group, total, counts } = one;
        const to = group && linkOf?.(group);
        return (
          <li
            key={key}
            onPointerEnter={() => setEmphasized(key)}
            onPointerLeave={() => setEmphasized(undefined)}
            onFocus={() => setEmphasized(key)}
            onBlur={() => setEmphasized(undefined)}
          >
            <span className={classes.swatch} style={{ background: color(one, index) }} aria-hidden="true" />
            {to === undefined ? (
              <GivenText size="sm">{name}</GivenText>
            ) : (
              <Anchor component={Link} to={to} size="sm" miw={0}>
                <GivenText size="sm">{name}</GivenText>
              </Anchor>
            )}
            <Text size="sm" className={classes.number}>
              {numbers.format(chosen === undefined ? total : (counts[chosen] ?? 0))}
            </Text>
          </li>
        );
      })}
    </ul>
  );
}

function NumbersTable({ drawn: { bars, series, total, byDay }, title }: { drawn: Bars; title: string }) {
  return (
    <ScrollArea.Autosize
      mah={360}
      type="auto"
      viewportProps={{ tabIndex: 0, role: 'region', 'aria-label': `${title}, as a table` }}
    >
      <Table stickyHeader withTableBorder style={{ fontVariantNumeric: 'tabular-nums' }}>
        <Table.Thead>
          <Table.Tr>
            <Table.Th scope="col">When</Table.Th>
            {series.map(({ key, name }) => (
              <Table.Th key={key} scope="col" ta="right" miw={96} style={{ overflowWrap: 'break-word' }}>
                <bdi>{visible(name).slice(0, 60)}</bdi>
              </Table.Th>
            ))}
            <Table.Th scope="col" ta="right">
              All
            </Table.Th>
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          {bars.map((bar, index) => (
            <Table.Tr key={bar.from}>
              <Table.Th scope="row" fw={400} style={{ whiteSpace: 'nowrap' }}>
                {periodOf(bar, byDay)}
              </Table.Th>
              {series.map(({ key, counts }) => (
                <Table.Td key={key} ta="right">
                  {numbers.format(counts[index] ?? 0)}
                </Table.Td>
              ))}
              <Table.Td ta="right">{numbers.format(bar.total)}</Table.Td>
            </Table.Tr>
          ))}
        </Table.Tbody>
        <Table.Tfoot>
          <Table.Tr>
            <Table.Th scope="row">Whole period</Table.Th>
            {series.map((one) => (
              <Table.Td key={one.key} ta="right">
                {numbers.format(one.total)}
              </Table.Td>
            ))}
            <Table.Td ta="right">{numbers.format(total)}</Table.Td>
          </Table.Tr>
        </Table.Tfoot>
      </Table>
    </ScrollArea.Autosize>
  );
}

function inWords({ bars, series, byDay }: Bars, index: number): string {
  const bar = bars[index];
  if (!bar) return '';
  const parts = series
    .filter(({ counts }) => (counts[index] ?? 0) > 0)
    .map(({ name, counts }) => `${visible(name)} ${numbers.format(counts[index] ?? 0)}`);
  return `${periodOf(bar, byDay)}: ${parts.length > 0 ? parts.join(', ') : 'none'}`;
}

function movedBy({ key }: KeyboardEvent, current: number, last: number): number | undefined {
  const moves: Partial<Record<string, number>> = {
    ArrowLeft: current - 1,
    ArrowDown: current - 1,
    ArrowRight: current + 1,
    ArrowUp: current + 1,
    PageDown: current - 10,
    PageUp: current + 10,
    Home: 0,
    End: last,
  };
  const next = moves[key];
  return next === undefined ? undefined : Math.min(last, Math.max(0, next));
}
