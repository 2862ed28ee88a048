import * as Type from 'typebox';
import type { NamedSchema } from '../../http/route-description.js';
import type { UsagePoint } from '../../storage/port/usage.js';
import { text, time } from './body-schema.js';

/** How often something was used, in steps of a period. docs/decisions/0117 */
export const usageBody: NamedSchema = {
  name: 'usage',
  schema: () =>
    Type.Object(
      {
        step: Type.Enum(['minute', 'hour', 'day'], { description: 'The length of each step' }),
        from: time('When the first step begins'),
        to: time('When the last step ends'),
        group_by: Type.Enum(['client', 'api', 'credential', 'outcome'], {
          description: 'What is told apart',
        }),
        groups: Type.Array(
          Type.Object({
            client_id: Type.Optional(text('The client, by client and by credential')),
            credential_id: Type.Optional(
              text('The secret or credential; absent where the client was not authenticated'),
            ),
            api: Type.Optional(text('The identifier of the API; absent where none was found')),
            outcome: Type.Optional(text('issued, or the reason of the refusal')),
            count: Type.Integer({ description: 'How often in the whole period' }),
            points: Type.Array(
              Type.Object({
                at: time('When the step began'),
                count: Type.Integer({ description: 'How often' }),
              }),
              { description: 'Steps with use, in the order of time' },
            ),
          }),
          { description: 'Those used most first' },
        ),
      },
      { description: 'How often something was used' },
    ),
};

type Group = ReturnType<typeof presentGroup>;

/** The groups of points that are in the order of time, those used most first. */
export function presentGroups(points: readonly UsagePoint[]): Group[] {
  const groups = new Map<string, UsagePoint[]>();
  for (const point of points) {
    const key = JSON.stringify([point.clientId, point.credentialId, point.api, point.outcome]);
    const group = groups.get(key);
    if (group) group.push(point);
    else groups.set(key, [point]);
  }
  return [...groups.values()].map(presentGroup).sort((one, other) => other.count - one.count);
}

function presentGroup(points: readonly UsagePoint[]) {
  const [{ clientId, credentialId, api, outcome } = {}] = points as readonly Partial<UsagePoint>[];
  return {
    ...(clientId && { client_id: clientId }),
    ...(credentialId && { credential_id: credentialId }),
    ...(api && { api }),
    ...(outcome && { outcome }),
    count: points.reduce((sum, { count }) => sum + count, 0),
    points: points.map(({ at, count }) => ({ at: new Date(at).toISOString(), count })),
  };
}
