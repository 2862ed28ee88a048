import { describe, expect, it } from 'vitest';
import type { LogEntry } from '../../src/log/log-entry.js';
import { holds, joined, pageSize, queriesOf } from '../../src/log/read-log.js';

const event = (number: number): LogEntry => ({
  log_id: `log_${String(number).padStart(6, '0')}`,
  date: new Date(1_800_000_000_000 + number * 1000).toISOString(),
  type: 'seccft',
  description: '',
  client_name: '',
  ip: '',
  details: {},
});
const downFrom = (number: number, length: number, step = 1) =>
  [...Array(length).keys()].map((index) => event(number - index * step));

describe('reading the log', () => {
  it('asks by whom and about whom for a client, each until the page before', () => {
    expect(
      queriesOf({ client_id: 'abc', type: 'sapi,fapi', to: '2026-12-01' }, '2026-11-30T00:00:00Z'),
    ).toEqual([
      'client_id:"abc" AND type:(sapi OR fapi) AND date:[* TO 2026-11-30T00:00:00Z]',
      'details.client_id:"abc" AND type:(sapi OR fapi) AND date:[* TO 2026-11-30T00:00:00Z]',
    ]);
    expect(queriesOf({})).toEqual(['']);
  });

  it('asks for all that a person did', () => {
    expect(queriesOf({ user_id: 'oidc|ada', type: 'sapi' })).toEqual(['type:(sapi) AND user_id:"oidc|ada"']);
  });

  it('joins two lists only as far back as both reach, each event once', () => {
    const { events, next } = joined([downFrom(1000, pageSize), downFrom(1000, pageSize, 2)], { page: 0 });
    expect(events.map(({ log_id }) => log_id)).toEqual(downFrom(1000, pageSize).map(({ log_id }) => log_id));
    expect(next).toEqual({ before: event(951).date, page: 0 });
  });

  it('ends where no list is full', () => {
    expect(joined([downFrom(9, 3), []], { page: 0 }).next).toBeUndefined();
  });

  it('goes on within a moment that fills a page', () => {
    const moment = downFrom(7, pageSize, 0);
    expect(joined([moment], { page: 0, before: event(7).date }).next).toEqual({
      before: event(7).date,
      page: 1,
    });
  });
});

describe('a text looked for in an event', () => {
  const names = new Map([['abc', 'Invoice robot']]);
  const change: LogEntry = {
    ...event(1),
    type: 'sapi',
    user_name: 'Ada',
    details: { object: 'client', action: 'update', id: 'abc', properties: ['description'] },
  };

  it('is found in what its row says, and in all that it holds', () => {
    for (const text of ['Invoice robot', 'changed a client', ' ada ', 'log_000001', '', undefined])
      expect([text, holds(change, text, names)]).toEqual([text, true]);
    expect(holds({ ...event(2), type: 'fapi' }, 'Unknown caller', names)).toBe(true);
  });

  it('is not found where it stands nowhere', () => {
    expect(holds(change, 'Invoice robot', new Map())).toBe(false);
    expect(holds(change, 'Token issued', names)).toBe(false);
  });
});
