import { parseMoment, RuleError, type UsageStep, usageStepStart, usageSteps } from '@clientele/model';
import * as Type from 'typebox';
import type { UsageQuery } from '../storage/port/usage.js';
import { operation } from './answers/operation.js';
import { presentGroups, usageBody } from './answers/usage-body.js';
import type { ManagementApp, ManagementContext } from './requests/context.js';

const hour = 3_600_000;
/** How far an answer goes back that is asked for no beginning. */
const usualPeriod: Record<UsageStep, number> = { minute: hour, hour: 24 * hour, day: 30 * 24 * hour };
/** Counts that are added up for one answer, and points that it has, at most. */
const mostCounts = 1_000_000;
const mostPoints = 10_000;

const moment = (description: string) =>
  Type.Optional(
    Type.String({ minLength: 1, maxLength: 40, description: `${description} Such as 2026-01-31T12:00:00Z.` }),
  );

const Query = Type.Object({
  group_by: Type.Enum(['client', 'api', 'credential', 'outcome'], {
    examples: ['client'],
    description: 'What is told apart.',
  }),
  step: Type.Optional(
    Type.Enum(['minute', 'hour', 'day'], {
      default: 'hour',
      description: 'The length of each step: minutes of the last 2 days, hours of 90, days of 2 years.',
    }),
  ),
  from: moment('A day or a time; the step that it lies in is the first one.'),
  to: moment(
    'A day or a time before which the period ends, at most the end of the present step; now otherwise.',
  ),
  client_id: Type.Optional(
    Type.String({ minLength: 1, maxLength: 255, description: 'Only the use of this client.' }),
  ),
});
type Query = Type.Static<typeof Query>;

/** `/usage`. docs/decisions/0117 */
export function usageRoute(app: ManagementApp, { allow, now }: ManagementContext): void {
  app.get(
    '/usage',
    {
      config: operation({
        id: 'getUsage',
        summary: 'Count token requests by client, API, credential or outcome',
        tag: 'Log',
        success: [200, usageBody],
        refusals: [400],
      }),
      onRequest: allow('read:logs'),
      schema: { querystring: Query },
    },
    async (request) => {
      const asked = queryOf(request.query, now());
      const points = await request.tenant.storage.usage.points(asked, mostCounts);
      if (!points || points.length > mostPoints) throw tooMuch(asked);
      return {
        step: asked.step,
        from: new Date(asked.from).toISOString(),
        to: new Date(asked.to).toISOString(),
        group_by: asked.groupBy,
        groups: presentGroups(points),
      };
    },
  );
}

/** @throws RuleError for a period that is none, lies in the future, or reaches further back than counts of its step are kept. */
function queryOf(query: Query, now: number): UsageQuery {
  const { group_by: groupBy, step = 'hour', client_id: clientId } = query;
  const { length, keptFor } = usageSteps[step];
  const oldest = usageStepStart(now - keptFor, step);
  const latest = usageStepStart(now, step) + length;
  const end = momentOf(query, 'to') ?? now + 1;
  if (end > latest) throw invalid('to', 'It must not be in the future');
  if (end <= oldest) throw invalid('to', tooEarly(step, oldest, 'to'));
  const begin = momentOf(query, 'from') ?? Math.max(end - usualPeriod[step], oldest);
  if (begin > now) throw invalid('from', 'It must not be in the future');
  if (begin >= end) throw invalid('from', 'It must be earlier than to');
  const from = usageStepStart(begin, step);
  if (from < oldest) throw invalid('from', tooEarly(step, oldest, 'from'));
  const to = usageStepStart(end + length - 1, step);
  return { groupBy, step, from, to, clientId };
}

function tooEarly(step: UsageStep, oldest: number, property: 'from' | 'to'): string {
  const longer = step === 'day' ? '' : ', or a longer step';
  return `Use is known by the ${step} since ${new Date(oldest).toISOString()}; ask for a later ${property}${longer}`;
}

function momentOf(query: Query, name: 'from' | 'to'): number | undefined {
  const text = query[name];
  if (text === undefined) return undefined;
  const time = parseMoment(text);
  if (time === undefined)
    throw invalid(name, 'It must be a day or a time with its offset, as 2026-01-31T12:00:00Z');
  return time;
}

function tooMuch({ from, to, step, groupBy }: UsageQuery): RuleError {
  const period = `from ${new Date(from).toISOString()} to ${new Date(to).toISOString()}`;
  return invalid(
    'from',
    `The range ${period} by ${groupBy} and ${step} is too large (at most ${mostPoints} points, of ${mostCounts} counts); ask for a shorter range,${step === 'day' ? '' : ' a longer step,'} or one client_id`,
  );
}

function invalid(property: keyof Query, rule: string): RuleError {
  return new RuleError(
    400,
    'invalid_query_string',
    `Query validation error: '${rule}' on property ${property}.`,
  );
}
