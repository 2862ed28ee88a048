import { expect } from 'vitest';
import { askForToken, type Json } from '../../contract/management.js';
import type { Stage } from './stage.js';

/** Expects the statuses of requests for a token of the API; several servers take up to a second to hear of a change. */
export async function expectTokens(
  { server, name }: Stage,
  requests: () => Promise<Json[]>,
  expected: number[],
): Promise<void> {
  const statuses = async () => {
    const audience = `https://${name}.example.com/`;
    const answers: number[] = [];
    for (const request of await requests())
      answers.push((await askForToken(server, { ...request, audience })).status);
    return answers;
  };
  if (server.servers === 1) expect(await statuses()).toEqual(expected);
  else await expect.poll(statuses, { timeout: 3_000, interval: 250 }).toEqual(expected);
}
