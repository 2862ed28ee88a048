import { type Comparison, type Expression, lowerCase, metadataKey } from '@clientele/model';
import { sql } from 'kysely';
import type { Condition, SearchContext } from './search-context.js';

/** What an expression asks of a client. docs/decisions/0097 */
export function expressionCondition(context: SearchContext, expression: Expression): Condition {
  if ('and' in expression) return joined(context, expression.and, ' and ');
  if ('or' in expression) return joined(context, expression.or, ' or ');
  if ('not' in expression) return sql`not ${expressionCondition(context, expression.not)}`;
  // What is not there is equal to nothing, and so is not unknown when that is turned round.
  return sql`coalesce(${comparisonCondition(context, expression)}, false)`;
}

/** What of an expression an index may lead by: to few clients, or perhaps to many. */
export type Lead =
  | { kind: 'own' | 'many'; where: Condition }
  | { kind: 'metadata'; entry: [key: string, value: string] }
  | { kind: 'text'; text: string };

/** The comparisons that hold for all that an expression finds, as far as there is an index for them. */
export function leadsOf(context: SearchContext, expression: Expression): Lead[] {
  if ('and' in expression) return expression.and.flatMap((part) => leadsOf(context, part));
  if ('or' in expression || 'not' in expression) return [];
  const { field } = expression;
  const where = comparisonCondition(context, expression);
  if (field === 'updated_at') return expression.operator === 'pr' ? [] : [{ kind: 'many', where }];
  if (expression.operator === 'like') return field === 'name' ? nameLeads(expression.parts) : [];
  if (expression.operator !== 'eq') return [];
  const value = String(expression.value);
  const key = metadataKey(field);
  if (key !== undefined) return [{ kind: 'metadata', entry: [key, value] }];
  if (field === 'name') return [{ kind: 'own', where: sql`s.name = ${beginning(value)}` }];
  if (field === 'app_type') return [{ kind: 'many', where }];
  return ['client_id', 'external_client_id', 'client_grant.organization_id'].includes(field)
    ? [{ kind: 'own', where }]
    : [];
}

/** After all text that begins like this, byte by byte. */
const last = '\u{10FFFF}';

function nameLeads(parts: readonly string[]): Lead[] {
  const [first = ''] = parts;
  const begin = beginning(first);
  const longest = parts.reduce((most, part) => (part.length > most.length ? part : most), '');
  return [
    ...(begin === ''
      ? []
      : [{ kind: 'own', where: sql`s.name >= ${begin} and s.name < ${begin + last}` } as const]),
    ...(longest === '' ? [] : [{ kind: 'text', text: longest } as const]),
  ];
}

/** As much of a name as has a column of its own. */
function beginning(name: string): string {
  return [...lowerCase(name)].slice(0, 100).join('');
}

function joined(context: SearchContext, parts: readonly Expression[], word: ' and ' | ' or '): Condition {
  return sql`(${sql.join(
    parts.map((part) => expressionCondition(context, part)),
    sql.raw(word),
  )})`;
}

function comparisonCondition(context: SearchContext, comparison: Comparison): Condition {
  const { field } = comparison;
  const key = metadataKey(field);
  if (key !== undefined)
    return sql`exists (select 1 from client_metadata m where m.tenant_id = s.tenant_id and m.key = ${key}
      and m.client_id = s.client_id and ${compared(context, sql`m.value`, comparison)})`;
  switch (field) {
    case 'name':
      return compared(context, nameOf(context), inLowerCase(comparison));
    case 'is_first_party':
      return compared(context, sql`s.is_first_party`, comparison);
    case 'external_client_id':
      return sql`s.client_id in (select c.client_id from clients c where c.tenant_id = ${context.tenant}
        and ${compared(context, sql`c.external_client_id`, comparison)})`;
    case 'client_grant.organization_id':
      // No grant is for an organization, since there are none.
      return sql`1 = 0`;
    case 'client_grant.allow_any_organization':
      return sql`exists (select 1 from client_grants g where g.tenant_id = s.tenant_id
        and g.client_id = s.client_id and ${compared(context, sql`g.allow_any_organization`, comparison)})`;
    default:
      return compared(context, sql.ref(`s.${field}`), comparison);
  }
}

/** The whole name, which stands first in the text. */
function nameOf({ engine }: SearchContext): Condition {
  return engine === 'postgres'
    ? sql`split_part(s.text, ${separator}, 1) collate "C"`
    : sql`substr(s.text, 1, instr(s.text, ${separator}) - 1)`;
}

const separator = '\u001f';

function inLowerCase(comparison: Comparison): Comparison {
  if (comparison.operator === 'pr') return comparison;
  if (comparison.operator === 'like') return { ...comparison, parts: comparison.parts.map(lowerCase) };
  return { ...comparison, value: lowerCase(String(comparison.value)) };
}

const signs = { eq: '=', gt: '>', ge: '>=', lt: '<', le: '<=' } as const;

function compared({ engine }: SearchContext, value: Condition, comparison: Comparison): Condition {
  if (comparison.operator === 'pr') return sql`${value} is not null`;
  if (comparison.operator === 'like')
    return engine === 'postgres'
      ? sql`${value} like ${comparison.parts.map((part) => part.replace(/[\\%_]/g, '\\$&')).join('%')}`
      : sql`${value} glob ${comparison.parts.map((part) => part.replace(/[[*?]/g, '[$&]')).join('*')}`;
  const { value: sought } = comparison;
  return sql`${value} ${sql.raw(signs[comparison.operator])} ${typeof sought === 'boolean' ? Number(sought) : sought}`;
}
