import { expect, it } from 'vitest';
import { nextNoticeAt, noticeDue, presentAuthenticator } from '../../src/credential/deadline.js';

const day = 86_400_000;
const expiry = 1_800_000_000_000;

it.each([
  ['31 days', 31 * day, undefined, 30],
  ['a moment more than 30 days', 30 * day + 1, undefined, 30],
  ['30 days', 30 * day, 30, 14],
  ['15 days', 15 * day, 30, 14],
  ['14 days', 14 * day, 14, 7],
  ['8 days', 8 * day, 14, 7],
  ['7 days', 7 * day, 7, 1],
  ['25 hours', 25 * (day / 24), 7, 1],
  ['a day', day, 1, undefined],
  ['a moment', 1, 1, undefined],
  ['nothing', 0, undefined, undefined],
  ['less than nothing', -day, undefined, undefined],
])('with %s left, the nearest step is due and the one after it is next', (_, left, due, next) => {
  expect(noticeDue(expiry, expiry - left)).toBe(due);
  expect(nextNoticeAt(expiry, expiry - left)).toBe(next === undefined ? undefined : expiry - next * day);
});

it('a report shows what there is, and times as text', () => {
  const shown = {
    kind: 'secret',
    id: 'sec_1',
    clientId: 'robot',
    clientName: 'Robot',
    createdAt: 0,
  } as const;
  expect(presentAuthenticator(shown)).toEqual({
    client_id: 'robot',
    client_name: 'Robot',
    kind: 'secret',
    id: 'sec_1',
    created_at: '1970-01-01T00:00:00.000Z',
  });
  expect(
    presentAuthenticator({ ...shown, name: 'Nightly', state: 'staged', expiresAt: expiry }),
  ).toMatchObject({ name: 'Nightly', state: 'staged', expires_at: '2027-01-15T08:00:00.000Z' });
});
