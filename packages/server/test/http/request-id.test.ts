import { expect, it } from 'vitest';
import { newRequestId } from '../../src/http/request-id.js';

it('ids of requests are UUIDs that sort by time', () => {
  const times = [0, 1, 1_800_000_000_000, 1_800_000_000_001, 2 ** 48 - 1];
  const ids = times.map(newRequestId);
  expect(ids).toEqual([...ids].sort());
  for (const id of ids)
    expect(id).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/);
  expect(newRequestId(5)).not.toBe(newRequestId(5));
});
